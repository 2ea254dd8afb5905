/// A request that an ``HTTPSServer`` received: proof that a client did, or did not, go there.
package struct WebRequest: Sendable, Hashable, CustomStringConvertible {
  /// From the `Host` field, lower case, without port.
  package let host: String
  package let method: String
  /// Path and query as they were sent.
  package let path: String

  package init(host: String, method: String, path: String) {
    self.host = host
    self.method = method
    self.path = path
  }

  package var description: String { "\(self.host) \(self.method) \(self.path)" }
}
