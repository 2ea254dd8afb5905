/// A connection to a host that can be asked once.
public protocol ProbeConnection: Sendable {
  /// Who is at the other end.
  var endpoint: Endpoint { get }

  /// Sends `GET target` with HTTP/1.1 and reads the head of the reply; the connection is then closed.
  ///
  /// - Parameters:
  ///   - target: path and query, percent-encoded: ``HTTPURL/target``.
  ///   - hostHeader: ``HTTPURL/hostHeader``.
  ///   - bodyLimit: how many octets of an HTML body to read, at most ``ProbeLimits/bodyOctets``; none by default.
  func get(target: String, hostHeader: String, bodyLimit: Int) async throws(ProbeError) -> HTTPReply

  /// Closes the connection. It is also closed when the last reference goes.
  func close() async
}

extension ProbeConnection {
  /// Sends `GET target` and reads only the head of the reply.
  public func get(target: String, hostHeader: String) async throws(ProbeError) -> HTTPReply {
    try await self.get(target: target, hostHeader: hostHeader, bodyLimit: 0)
  }
}
