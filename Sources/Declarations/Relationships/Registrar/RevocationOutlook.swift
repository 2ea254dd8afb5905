/// What a revocation means for the relationships that declared the key: how many are in each case.
package struct RevocationOutlook: Hashable, Sendable {
  /// What the key signed is taken out, and what remains verifies by the other keys.
  package var stillVerified = 0
  /// Nothing would remain that verifies: all is taken out, and the hop is undeclared until the round that follows is done.
  package var undeclared = 0
  /// A round with the key is about to be published or to be seen by the partner: it is finished, or given up.
  package var underWay = 0
  /// The partner publishes, and is asked to with the round that follows.
  package var partners = 0
}
