package import TLSKeys

/// One connection or call that a server refused: from where, and why.
package struct PeerTrouble: Hashable, Sendable {
  package let from: String
  /// Whose connection it is, once that was shown and accepted.
  package let pin: KeyDigest?
  package let trouble: LinkTrouble

  package init(from: String, pin: KeyDigest? = nil, trouble: LinkTrouble) {
    self.from = from
    self.pin = pin
    self.trouble = trouble
  }
}
