import Attestation
import Collateral

/// Collateral as lines for a person.
enum CollateralText {
  static func name(_ piece: EndorsedPiece) -> String {
    let kind =
      switch piece.subject {
      case .root: "root certificate"
      case .authority: "CA certificate"
      case .vcek: "VCEK certificate"
      case .vlek: "VLEK certificate"
      case .tcbSigner: "TCB signing certificate"
      case .revocationList: "revocation list"
      case .tcbInfo: "TCB Info"
      case .qeIdentity: "QE Identity"
      }
    return piece.subject.about.isEmpty ? kind : "\(kind): \(piece.subject.about)"
  }

  /// `until 2026-06-30T00:00:00Z (in 29 days)`.
  static func validity(_ piece: EndorsedPiece, now: Int64) -> Line {
    if now < piece.from { return "\("not before \(Moment.text(piece.from))", .warning)" }
    let distance = Moment.distance(piece.until, from: now)
    if now > piece.until { return "\("ended \(Moment.text(piece.until)) (\(distance))", .bad)" }
    return "until \(Moment.text(piece.until)) \("(\(distance))", .faint)"
  }

  static func line(_ piece: EndorsedPiece, now: Int64) -> Line {
    "\(symbol: piece.isInForce(at: now) ? .good : .bad) \(self.name(piece), .strong) \(self.validity(piece, now: now))"
  }

  static func root(_ root: CollateralRoot) -> Line {
    switch root {
    case .amd(let line): "\("AMD \(line.rawValue)", .heading)"
    case .intel: "\("Intel", .heading)"
    case .simulated(let digest): "\("Simulated root \(Hexadecimal.text(digest.prefix(8)))…", .heading)"
    }
  }

  static func empty(_ store: CollateralStore, _ argument: String) -> Line {
    let state: Line =
      store.exists
      ? "\(store.folder, .strong) holds no collateral."
      : "There is no store of collateral yet at \(store.folder, .strong)."
    return state + " To get what evidence needs: warifu collateral fetch --for FILE\(argument)"
  }

  static func passedOver(_ files: [CollateralContents.PassedOver]) -> [Line] {
    files.map { "\(symbol: .warning) \($0.path, .strong) is passed over: \($0.problem)" }
  }
}
