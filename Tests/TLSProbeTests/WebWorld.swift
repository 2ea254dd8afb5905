import Loopback
import TLSProbe

/// A certificate authority, a web server, and a probe that trusts it.
struct WebWorld {
  let authority: TestCertificateAuthority
  let server: HTTPSServer
  let probe: TLSProbe

  init(
    hosts: [String] = ["shop.test"], key: TestKey.Kind = .p256, tls: Bool = true,
    limits: ProbeLimits = ProbeLimits()
  ) async throws {
    self.authority = try TestCertificateAuthority()
    self.server = try await HTTPSServer.start(tls: tls)
    self.probe = try TLSProbe(extraRootsPEM: [self.authority.rootPEM], limits: limits)
    for host in hosts {
      try self.server.serve(host, certificate: self.authority.issue([host], key: TestKey(key)))
    }
  }

  func connect(_ host: String = "shop.test") async throws(ProbeError) -> TLSConnection {
    try await self.probe.connect(host: host, address: "127.0.0.1", port: self.server.port)
  }

  /// The server's count, as soon as it is at least this: with TLS 1.3 the client is done before the server.
  func handshakes(_ expected: Int) async throws -> Int {
    let deadline = ContinuousClock.now + .seconds(10)
    while self.server.handshakes < expected, ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(2))
    }
    return self.server.handshakes
  }
}

extension ProbeLimits {
  /// For servers that never finish the handshake.
  static let shortHandshake = ProbeLimits(handshake: .milliseconds(200))
  /// For servers that never finish their reply.
  static let shortReply = ProbeLimits(reply: .milliseconds(200))
}
