import Foundation
import NIOSSL
import Synchronization

/// What an ``HTTPSServer`` serves and has seen, shared by its connections.
final class WebServerState: Sendable {
  private struct Site {
    var chain: [NIOSSLCertificateSource]
    var key: NIOSSLPrivateKeySource
  }

  private struct Content {
    var sites: [String: Site] = [:]
    var firstHost: String?
    var routes: [String: [String: WebReply]] = [:]
    var requests: [WebRequest] = []
    var posts: [WebPost] = []
    var handshakes = 0
    var hellos: [String] = []
    var handshakeDelay: Duration = .zero
  }

  private let content = Mutex(Content())
  private let logFile: String?

  init(logFile: String?) { self.logFile = logFile }

  func setCertificate(_ certificate: TestCertificate, of host: String) throws {
    let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.certificatePEM.utf8))
    let key = try NIOSSLPrivateKey(bytes: Array(certificate.keyPEM.utf8), format: .pem)
    self.content.withLock {
      $0.sites[host.lowercased()] = Site(chain: chain.map { .certificate($0) }, key: .privateKey(key))
      $0.firstHost = $0.firstHost ?? host.lowercased()
    }
  }

  func setReply(_ reply: WebReply?, of host: String, path: String) {
    self.content.withLock { $0.routes[host.lowercased(), default: [:]][path] = reply }
  }

  /// The certificate for a TLS hello: that of the named host, or the first host's where none is named.
  func override(for serverName: String?) -> NIOSSLContextConfigurationOverride? {
    self.content.withLock { content in
      content.hellos.append(serverName ?? "")
      guard let host = serverName?.lowercased() ?? content.firstHost, let site = content.sites[host] else { return nil }
      var override = NIOSSLContextConfigurationOverride()
      override.certificateChain = site.chain
      override.privateKey = site.key
      return override
    }
  }

  func countHandshake() { self.content.withLock { $0.handshakes += 1 } }

  /// Notes the request before anything is answered, and finds the answer: for the whole target, else for its path.
  func reply(to request: WebRequest) -> WebReply {
    self.content.withLock { content in
      content.requests.append(request)
      self.log(request)
      guard let routes = content.routes[request.host] else { return WebReply(421, body: "no such host here\n") }
      let path = request.path.prefix { $0 != "?" }
      return routes[request.path] ?? routes[String(path)] ?? WebReply(404, body: "not found\n")
    }
  }

  func note(_ post: WebPost) { self.content.withLock { $0.posts.append(post) } }

  var posts: [WebPost] { self.content.withLock { $0.posts } }

  var requests: [WebRequest] { self.content.withLock { $0.requests } }

  var handshakeDelay: Duration {
    get { self.content.withLock { $0.handshakeDelay } }
    set { self.content.withLock { $0.handshakeDelay = newValue } }
  }

  var hellos: [String] { self.content.withLock { $0.hellos } }

  var handshakes: Int { self.content.withLock { $0.handshakes } }

  private func log(_ request: WebRequest) {
    guard let logFile = self.logFile else { return }
    let descriptor = open(logFile, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let line = Array("\(request)\n".utf8)
    _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
