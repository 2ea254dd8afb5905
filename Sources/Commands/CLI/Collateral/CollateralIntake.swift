import Attestation
import Collateral

/// Files that are imported together, since what is in one may be needed to verify the others.
struct CollateralIntake {
  private let known: CollateralBag
  private let roots: TrustedRoots
  private let now: Int64
  /// As a command line that is shown names the store.
  private let storeArgument: String
  private var files: [(name: String, octets: Set<[UInt8]>)] = []
  private var all = CollateralBag()
  private var faults: [Fault] = []

  /// Something that is not kept, and why.
  private struct Fault {
    let file: String
    let error: EvidenceError
  }

  struct Document: Encodable, Sendable {
    let schema = 1
    let store: String
    let pieces: [Piece]
    let refused: [Refused]
    let exitCode: Int32

    struct Piece: Encodable, Sendable {
      let source: String
      /// `new`, `renewed`, `unchanged` or `stale`.
      let result: String
      let piece: CollateralEntry
    }

    struct Refused: Encodable, Sendable {
      let source: String
      let error: String
      let check: String
      let message: String
    }
  }

  init(known: CollateralBag, roots: TrustedRoots, storeArgument: String, now: Int64) {
    self.storeArgument = storeArgument
    self.known = known
    self.roots = roots
    self.now = now
  }

  mutating func add(_ file: String, _ octets: [UInt8]) {
    var bag = CollateralBag()
    do throws(EvidenceError) {
      try bag.add(octets)
      if bag.octets.isEmpty, let error = self.evidence(file, octets) { throw error }
      self.files.append((file, bag.octets))
      self.all = self.all.merged(with: bag)
    } catch {
      self.faults.append(Fault(file: file, error: self.evidence(file, octets) ?? error))
    }
  }

  /// What is wrong with a file that is evidence; nil for what is none.
  private func evidence(_ file: String, _ octets: [UInt8]) -> EvidenceError? {
    guard let octets = try? EvidenceText.octets(of: octets), let format = EvidenceFormat(recognizing: octets) else {
      return nil
    }
    // Some words begin, as base64, like a Nitro document.
    guard format != .nitro || (try? Evidence(octets)) != nil else { return nil }
    let message =
      switch format {
      case .nitro: "this is a Nitro document and no collateral; it brings all that it needs along"
      case .snp:
        "this is an SEV-SNP report and no collateral; to fetch what it needs: warifu collateral fetch --for \(file.shellWord)\(self.storeArgument)"
      case .tdx:
        "this is a TDX quote and no collateral; to fetch what it needs: warifu collateral fetch --for \(file.shellWord)\(self.storeArgument); to let its certificates help with other files: warifu collateral import FILE --for \(file.shellWord)\(self.storeArgument)"
      }
    return EvidenceError(.malformed, "collateral.evidence", message)
  }

  /// Keeps what leads to a trusted root, and says what became of everything.
  func report(into store: CollateralStore) throws(CollateralStoreError) -> Report {
    let sorting = CollateralSorting(self.all, beside: self.known, roots: self.roots)
    let kept = try store.keep(sorting.pieces, now: self.now)
    let refused = sorting.refusals.map { Fault(file: self.file(of: $0.octets), error: $0.error) }
    // A platform's own certificate comes with its quotes; that it is among the others is nobody's mistake.
    let needless = refused.filter { $0.error.check == "collateral.pck" }
    let faults = self.faults + refused.filter { $0.error.check != "collateral.pck" }
    let outcome = self.outcome(faults, kept)
    return Report(
      Document(
        store: store.folder,
        pieces: kept.map {
          Document.Piece(
            source: self.file(of: $0.piece.octets), result: $0.keeping.rawValue,
            piece: CollateralEntry($0.piece, now: self.now))
        },
        refused: faults.map {
          Document.Refused(
            source: $0.file, error: $0.error.kind.rawValue, check: $0.error.check, message: $0.error.message)
        }, exitCode: outcome.rawValue),
      lines: kept.map { self.line($0.piece, $0.keeping) } + needless.map { "\(symbol: .dot) \($0.error.message)" }
        + faults.map { "\(symbol: .bad) \($0.file, .strong): \($0.error.message)" },
      outcome: outcome.rawValue)
  }

  private func file(of octets: [UInt8]) -> String { self.files.first { $0.octets.contains(octets) }?.name ?? "" }

  private func outcome(
    _ faults: [Fault], _ kept: [(piece: EndorsedPiece, keeping: CollateralKeeping)]
  ) -> Outcome {
    let isOld = kept.contains { $0.keeping == .stale || !$0.piece.isInForce(at: self.now) }
    return .worst(of: faults.map(\.error.kind.outcome) + [isOld ? .warning : .good])
  }

  private func line(_ piece: EndorsedPiece, _ keeping: CollateralKeeping) -> Line {
    let name: Line = "\(CollateralText.name(piece), .strong)"
    let validity = CollateralText.validity(piece, now: self.now)
    guard keeping != .stale else {
      return "\(symbol: .warning) \(name) is not kept, the store has a fresher one: this one \(validity)"
    }
    return "\(symbol: piece.isInForce(at: self.now) ? .good : .warning) \(name) \(keeping.rawValue), \(validity)"
  }
}
