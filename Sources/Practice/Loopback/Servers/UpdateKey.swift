/// A TSIG key that a name server of the tests knows.
package struct UpdateKey: Hashable, Sendable {
  package var name: String
  package var algorithm: String
  /// Base64.
  package var secret: String
  /// Whether it may write only TXT records at and below `_m2dmrt` of its zones, as an agent's key should; otherwise all.
  package var isConfined: Bool
  /// Whether it may also have its zones whole.
  package var mayTransfer: Bool

  package init(
    name: String, secret: String, algorithm: String = "hmac-sha256", isConfined: Bool = true, mayTransfer: Bool = false
  ) {
    self.name = name
    self.secret = secret
    self.algorithm = algorithm
    self.isConfined = isConfined
    self.mayTransfer = mayTransfer
  }
}
