package import Attestation

/// One thing that evidence is verified with, and whether a store has it.
package struct CollateralNeed: Hashable, Sendable {
  package enum State: String, Hashable, Sendable {
    case inForce
    /// It will be in force from that time on, which is in the future.
    case early
    case ended
    case missing
  }

  /// As ``CollateralSubject/kind``.
  package let kind: String
  /// For people: what it is and what about.
  package let what: String
  package let state: State
  /// What a store has; nil where it is missing.
  package let piece: EndorsedPiece?
  /// Whether evidence can be verified without it.
  package let isOptional: Bool
  /// Whether a vendor's service can be asked for it.
  package let isFetchable: Bool

  init(
    kind: String, _ what: String, _ piece: EndorsedPiece?, now: Int64, isOptional: Bool = false,
    isFetchable: Bool = true
  ) {
    self.kind = kind
    self.what = what
    self.piece = piece
    self.isOptional = isOptional
    self.isFetchable = isFetchable
    self.state =
      if let piece { piece.isInForce(at: now) ? .inForce : now < piece.from ? .early : .ended } else { .missing }
  }

  /// Whether evidence cannot be verified for want of it.
  package var isLacking: Bool {
    switch self.state {
    case .inForce: false
    case .missing: !self.isOptional
    // What is there is used, and then it must be in force.
    case .early, .ended: true
    }
  }
}
