import Attestation

/// What became of a piece that was to be kept.
package enum CollateralKeeping: String, Hashable, Sendable {
  /// There was none of the kind.
  case new
  /// It took the place of an older one.
  case renewed
  /// The very same was there.
  case unchanged
  /// It was not kept: what is there is fresher.
  case stale

  /// Whoever answers with something older than what was seen before is wrong, or wants to hide something.
  init(of piece: EndorsedPiece, over kept: EndorsedPiece?, now: Int64) {
    guard let kept else {
      self = .new
      return
    }
    if kept.octets == piece.octets {
      self = .unchanged
    } else if piece.from < kept.from || (piece.until < now && kept.until >= now) {
      self = .stale
    } else {
      self = .renewed
    }
  }

  var isWritten: Bool { self == .new || self == .renewed }
}
