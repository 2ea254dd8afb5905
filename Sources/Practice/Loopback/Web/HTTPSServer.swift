package import NIOSSL
import NIOCore
import NIOHTTP1
import NIOPosix

/// A web server on a loopback address, in this process: HTTP/1.1 with or without TLS, several hosts by SNI on one port.
///
/// What it received is the oracle of a test: a destination whose hop was stopped has no request here. Certificates and
/// routes can change at any time, also while connections are open.
package final class HTTPSServer: Sendable {
  package let address: String
  package let port: Int
  private let state: WebServerState
  private let channel: any Channel

  /// Starts a server with nothing to serve.
  ///
  /// - Parameters:
  ///   - port: 0 for any free one.
  ///   - tls: false for plain HTTP.
  ///   - logFile: where to append a line `host method path` for each request.
  package static func start(
    address: String = "127.0.0.1", port: Int = 0, tls: Bool = true, minimumTLS: TLSVersion = .tlsv12,
    maximumTLS: TLSVersion? = nil, logFile: String? = nil
  ) async throws -> HTTPSServer {
    let state = WebServerState(logFile: logFile)
    let context = tls ? try Self.context(state, minimumTLS, maximumTLS) : nil
    let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let context {
            try pipeline.addHandlers(NIOSSLServerHandler(context: context), HandshakeCounter(state))
          }
          try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
          try pipeline.addHandler(WebHandler(state))
        }
      }
      .bind(host: address, port: port).get()
    return HTTPSServer(channel, state, address: address)
  }

  private init(_ channel: any Channel, _ state: WebServerState, address: String) {
    self.channel = channel
    self.state = state
    self.address = address
    self.port = channel.localAddress?.port ?? 0
  }

  deinit { self.channel.close(promise: nil) }

  /// Serves a host; call again to swap its certificate. Clients that name no host get the first one's certificate.
  package func serve(_ host: String, certificate: TestCertificate) throws {
    try self.state.setCertificate(certificate, of: host)
  }

  /// Answers `GET path` of a host, with or without query; nil forgets the path.
  package func route(_ host: String, _ path: String, _ reply: WebReply?) {
    self.state.setReply(reply, of: host, path: path)
  }

  /// All requests so far, of all hosts, oldest first.
  package var requests: [WebRequest] { self.state.requests }

  /// What was posted so far, oldest first.
  package var posts: [WebPost] { self.state.posts }

  /// The requests for one host.
  package func requests(for host: String) -> [WebRequest] {
    self.requests.filter { $0.host == host.lowercased() }
  }

  /// How many TLS handshakes were completed. A client with TLS 1.3 that refuses the certificate completes none.
  package var handshakes: Int { self.state.handshakes }

  /// Whom clients wanted to reach, of every TLS hello; empty where they named nobody.
  package var hellos: [String] { self.state.hellos }

  /// How much later than it could each handshake goes on after the client's hello.
  package var handshakeDelay: Duration {
    get { self.state.handshakeDelay }
    set { self.state.handshakeDelay = newValue }
  }

  /// Stops listening.
  package func close() async {
    try? await self.channel.close().get()
  }

  private static func context(
    _ state: WebServerState, _ minimum: TLSVersion, _ maximum: TLSVersion?
  ) throws -> NIOSSLContext {
    // NIOSSL wants a certificate from the start; no client ever sees this one.
    let nobody = try TestCertificateAuthority().issue(["nobody.invalid"])
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(nobody.certificatePEM.utf8)).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(nobody.keyPEM.utf8), format: .pem)))
    tls.minimumTLSVersion = minimum
    tls.maximumTLSVersion = maximum
    tls.applicationProtocols = ["http/1.1"]
    tls.shutdownTimeout = .milliseconds(200)
    tls.curves = [.x25519, .secp256r1, .secp384r1, .secp521r1]
    tls.signingSignatureAlgorithms = [
      .ecdsaSecp256R1Sha256, .rsaPssRsaeSha256, .rsaPkcs1Sha256, .ecdsaSecp384R1Sha384, .ecdsaSecp521R1Sha512, .ed25519,
    ]
    tls.sslContextCallback = { hello, promise in
      let found = state.override(for: hello.serverHostname)
      let answer: @Sendable () -> Void = {
        if let found { promise.succeed(found) } else { promise.fail(NIOSSLError.noCertificateToValidate) }
      }
      let delay = state.handshakeDelay
      if delay == .zero { answer() } else { promise.futureResult.eventLoop.scheduleTask(in: TimeAmount(delay), answer) }
    }
    return try NIOSSLContext(configuration: tls)
  }
}
