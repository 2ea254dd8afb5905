/// What came of retiring or revoking a key.
package struct KeyRetirement: Hashable, Sendable {
  /// What a revocation means for the relationships that declared the key: how many are in each case.
  package struct Revocation: Hashable, Sendable {
    /// What the key signed is taken out, and what remains verifies by the other keys.
    package var stillVerified: Int
    /// All is taken out, and the hop is undeclared until the round that follows is done.
    package var undeclared: Int
    /// A round with the key is being published: it is finished, or given up for the next.
    package var underWay: Int
    /// The partner publishes, and is asked to with the round that follows.
    package var partners: Int

    package init(stillVerified: Int, undeclared: Int, underWay: Int, partners: Int) {
      self.stillVerified = stillVerified
      self.undeclared = undeclared
      self.underWay = underWay
      self.partners = partners
    }
  }

  /// The host's keys as they are now.
  package var keys: [HostKeyInfo]
  /// nil where the key was retired only.
  package var revocation: Revocation?

  package init(keys: [HostKeyInfo], revocation: Revocation? = nil) {
    self.keys = keys
    self.revocation = revocation
  }
}
