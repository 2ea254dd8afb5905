public import TLSKeys

/// A TLS connection whose certificate is valid for its host.
public final class TLSConnection: ProbeConnection {
  /// The certificate that the host showed in this handshake.
  public let leaf: LeafCertificate
  let exchange: HTTPExchange

  init(leaf: LeafCertificate, _ exchange: HTTPExchange) {
    self.leaf = leaf
    self.exchange = exchange
  }

  deinit { self.exchange.abandon() }

  public var endpoint: Endpoint { self.exchange.endpoint }

  public func get(target: String, hostHeader: String, bodyLimit: Int) async throws(ProbeError) -> HTTPReply {
    try await self.exchange.get(target: target, hostHeader: hostHeader, bodyLimit: bodyLimit)
  }

  public func close() async { await self.exchange.close() }
}
