import Attestation

/// A piece of collateral in documents.
struct CollateralEntry: Encodable, Sendable {
  /// `Milan`, `Genoa`, `Turin`, `Intel`, or `simulated-` and a digest.
  let root: String
  let kind: String
  let about: String
  /// Within the store.
  let file: String
  let from: String
  let until: String
  /// `inForce`, `early` or `ended`.
  let state: String

  init(_ piece: EndorsedPiece, now: Int64) {
    self.root = piece.root.name
    self.kind = piece.subject.kind
    self.about = piece.subject.about
    self.file = piece.path
    self.from = Moment.text(piece.from)
    self.until = Moment.text(piece.until)
    self.state = piece.isInForce(at: now) ? "inForce" : now < piece.from ? "early" : "ended"
  }
}
