/// What was posted to an ``HTTPSServer``.
package struct WebPost: Sendable, Hashable {
  package let path: String
  /// By names in lower case; of several of a name the first.
  package let headers: [String: String]
  package let body: [UInt8]
}
