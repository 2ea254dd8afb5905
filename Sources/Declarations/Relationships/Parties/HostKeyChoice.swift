package import TLSKeys

/// What the operator has said about the keys of one host, beyond what its signing agents hold.
package struct HostKeyChoice: Hashable, Sendable {
  /// Declared although no server shows them yet.
  package var staged: Set<KeyDigest> = []
  /// Not declared any more, also while a signing agent still holds them.
  package var retired: Set<KeyDigest> = []
  /// Those of the retired ones that somebody else may have: what they signed does not stay published until the next round.
  package var revoked: Set<KeyDigest> = []

  package init() {}

  package mutating func stage(_ key: KeyDigest) {
    self.staged.insert(key)
    self.retired.remove(key)
    self.revoked.remove(key)
  }

  package mutating func retire(_ key: KeyDigest, revoked: Bool = false) {
    self.staged.remove(key)
    self.retired.insert(key)
    if revoked { self.revoked.insert(key) }
  }

  /// - Parameter isUsual: whether the host's configuration would have it declared.
  func declares(_ key: KeyDigest, isUsual: Bool) -> Bool {
    !self.retired.contains(key) && (isUsual || self.staged.contains(key))
  }

  /// Whether what is declared is not what it should be: a wanted key is missing, or a retired one is there.
  func isMissed(by declared: Set<KeyDigest>, wanted: Set<KeyDigest>) -> Bool {
    !wanted.isSubset(of: declared) || !self.retired.isDisjoint(with: declared)
  }

  /// As the store remembers it: `+`, `-`, or `!` for those revoked, and the digest, separated by spaces.
  package var text: String {
    let staged = self.staged.sorted().map { "+" + $0.base64URL }
    let retired = self.retired.sorted().map { (self.revoked.contains($0) ? "!" : "-") + $0.base64URL }
    return (staged + retired).joined(separator: " ")
  }

  /// nil for a text that is none.
  package init?(text: String) {
    for word in text.split(separator: " ") {
      guard let key = KeyDigest(base64URL: String(word.dropFirst())) else { return nil }
      switch word.first {
      case "+": self.staged.insert(key)
      case "-": self.retired.insert(key)
      case "!": self.retire(key, revoked: true)
      default: return nil
      }
    }
  }
}
