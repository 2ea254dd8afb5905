/// What an earlier round of a relationship left published: it stands while the next round is under way, and remains when
/// that comes to nothing.
package struct Standing: Hashable, Sendable {
  package let generation: Int64
  package let startedHere: Bool
  package let keys: HostKeys
  package let halves: Halves
  /// When the first of the halves ends, Unix seconds.
  package let validUntil: Int64?
  /// Since when records with these very keys are published, Unix seconds; nil where that is not known.
  package let declaredAt: Int64?

  package init(
    generation: Int64, startedHere: Bool, keys: HostKeys, halves: Halves, validUntil: Int64?,
    declaredAt: Int64? = nil
  ) {
    self.generation = generation
    self.startedHere = startedHere
    self.keys = keys
    self.halves = halves
    self.validUntil = validUntil
    self.declaredAt = declaredAt
  }
}
