/// A connection for an `http` URL: nobody knows who is at its other end.
public final class PlainConnection: ProbeConnection {
  let exchange: HTTPExchange

  init(_ exchange: HTTPExchange) { self.exchange = exchange }

  deinit { self.exchange.abandon() }

  public var endpoint: Endpoint { self.exchange.endpoint }

  public func get(target: String, hostHeader: String, bodyLimit: Int) async throws(ProbeError) -> HTTPReply {
    try await self.exchange.get(target: target, hostHeader: hostHeader, bodyLimit: bodyLimit)
  }

  public func close() async { await self.exchange.close() }
}
