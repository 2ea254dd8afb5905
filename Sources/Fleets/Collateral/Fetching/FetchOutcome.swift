package import Attestation

/// What became of one step of a plan.
package struct FetchOutcome: Sendable {
  package enum Result: Hashable, Sendable {
    /// The service was not asked: the store has it, and it never changes.
    case present
    case kept(CollateralKeeping)
    case failed(FetchError)
  }

  package let want: CollateralWant
  package let result: Result
  /// What was asked for, as it is in the store now; nil where it failed and there is none.
  package let piece: EndorsedPiece?
  /// How often services were asked.
  package let requests: Int
}
