/// What a run did and found.
package struct SoakReport: Sendable, Encodable {
  package let schema = 1
  package let seed: UInt64
  package let pairs: Int
  /// What was done and seen, by its name.
  package let counts: [String: Int]
  /// One line each; none is what a run is for.
  package let problems: [String]

  package var kills: Int { self.counts["killed"] ?? 0 }
}
