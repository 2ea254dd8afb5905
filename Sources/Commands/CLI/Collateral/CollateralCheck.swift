import Attestation
import Collateral

/// Looks at a store: what has ended, and what evidence lacks.
struct CollateralCheck {
  private let contents: CollateralContents
  private let store: CollateralStore
  /// As a command line that is shown names the store.
  private let storeArgument: String
  private let now: Int64
  private let soon: Int64

  struct Document: Encodable, Sendable {
    let schema = 1
    let store: String
    /// What has ended, is not yet in force, or soon ends; of what evidence needs, if any is given.
    let pieces: [CollateralEntry]
    let evidence: [CheckedEvidence]
    let passedOver: [PassedOverEntry]
    let exitCode: Int32
  }

  struct CheckedEvidence: Encodable, Sendable {
    let file: String
    let format: String
    /// Whether it can be verified with what is kept.
    let isComplete: Bool
    let needs: [Need]

    private enum CodingKeys: String, CodingKey {
      case file, format
      case isComplete = "complete"
      case needs
    }

    struct Need: Encodable, Sendable {
      let kind: String
      let what: String
      /// `inForce`, `early`, `ended` or `missing`.
      let state: String
      let until: String?
      let isOptional: Bool
      let isFetchable: Bool

      private enum CodingKeys: String, CodingKey {
        case kind, what, state, until
        case isOptional = "optional"
        case isFetchable = "fetchable"
      }

      init(_ need: CollateralNeed) {
        self.kind = need.kind
        self.what = need.what
        self.state = need.state.rawValue
        self.until = Moment.text(need.piece?.until)
        self.isOptional = need.isOptional
        self.isFetchable = need.isFetchable
      }
    }
  }

  /// - Parameters:
  ///   - storeArgument: as a command line that is shown names the store.
  ///   - within: days.
  init(
    _ contents: CollateralContents, _ store: CollateralStore, storeArgument: String, now: Int64, within: Int64
  ) {
    self.contents = contents
    self.store = store
    self.storeArgument = storeArgument
    self.now = now
    self.soon = now + within * 86_400
  }

  /// Of all that is kept.
  func report() -> Report {
    let notable = self.contents.pieces.filter { self.isNotable($0) }
    var lines = notable.map { self.line($0) }
    if self.contents.pieces.isEmpty {
      lines.append(CollateralText.empty(self.store, self.storeArgument))
    } else if notable.isEmpty {
      let first = self.contents.pieces.min { $0.until < $1.until }
      let end: Line =
        first.map {
          "; the first to end is the \(CollateralText.name($0)), \(CollateralText.validity($0, now: self.now))"
        } ?? ""
      lines.append("\(symbol: .good) \(self.contents.pieces.count) pieces of collateral are in force" + end)
    } else {
      lines.append("To renew what can be: warifu collateral fetch\(self.storeArgument)")
    }
    let hasEnded = notable.contains { !$0.isInForce(at: self.now) }
    return self.report(lines, notable, [], isLacking: hasEnded)
  }

  /// Of what evidence needs.
  func report(for evidence: [(file: String, read: (evidence: Evidence, demand: CollateralDemand))]) -> Report {
    var lines: [Line] = []
    var notable: [EndorsedPiece] = []
    var entries: [CheckedEvidence] = []
    for (file, read) in evidence {
      let needs = self.contents.needs(of: read.demand, now: self.now)
      let isComplete = !needs.contains(where: \.isLacking)
      entries.append(
        CheckedEvidence(
          file: file, format: read.evidence.format.rawValue, isComplete: isComplete,
          needs: needs.map(CheckedEvidence.Need.init)))
      notable += needs.compactMap(\.piece).filter { self.isNotable($0) && !notable.contains($0) }
      lines += self.lines(file, needs, isComplete, self.contents.root(of: read.demand))
    }
    return self.report(lines, notable, entries, isLacking: entries.contains { !$0.isComplete })
  }

  private func report(
    _ lines: [Line], _ notable: [EndorsedPiece], _ entries: [CheckedEvidence], isLacking: Bool
  ) -> Report {
    let outcome: Outcome =
      isLacking ? .unknown : notable.isEmpty && self.contents.passedOver.isEmpty ? .good : .warning
    return Report(
      Document(
        store: self.store.folder, pieces: notable.map { CollateralEntry($0, now: self.now) }, evidence: entries,
        passedOver: self.contents.passedOver.map(PassedOverEntry.init), exitCode: outcome.rawValue),
      lines: lines + CollateralText.passedOver(self.contents.passedOver), outcome: outcome.rawValue)
  }

  private func isNotable(_ piece: EndorsedPiece) -> Bool { !piece.isInForce(at: self.now) || piece.until < self.soon }

  private func line(_ piece: EndorsedPiece) -> Line {
    let symbol: Line.Symbol = piece.isInForce(at: self.now) ? .warning : .bad
    return
      "\(symbol: symbol) \(piece.root.name) \(CollateralText.name(piece), .strong) \(CollateralText.validity(piece, now: self.now))"
  }

  private func lines(
    _ file: String, _ needs: [CollateralNeed], _ isComplete: Bool, _ root: CollateralRoot?
  ) -> [Line] {
    guard !needs.isEmpty else { return ["\(symbol: .good) \(file, .strong) brings all that it needs along"] }
    var lines: [Line] = [
      isComplete
        ? "\(symbol: .good) \(file, .strong) can be verified with what is kept"
        : "\(symbol: .bad) \(file, .strong) lacks collateral"
    ]
    lines += needs.map { "  " + self.line($0) }
    return isComplete ? lines : lines + self.steps(file, needs, root)
  }

  /// What to do where something is lacking.
  private func steps(_ file: String, _ needs: [CollateralNeed], _ root: CollateralRoot?) -> [Line] {
    if case .simulated(let digest) = root {
      return [
        "  It leads to a made-up root. To get it, from whoever made that: warifu collateral import FILE --simulated-root \(Hexadecimal.text(digest))\(self.storeArgument)"
      ]
    }
    var lines: [Line] = []
    if needs.contains(where: { $0.isLacking && $0.isFetchable }) {
      lines.append("  To get it: warifu collateral fetch --for \(file.shellWord)\(self.storeArgument)")
    }
    if needs.contains(where: { $0.isLacking && !$0.isFetchable }) {
      lines.append(
        "  To get what no service gives, from the host or its provider: warifu collateral import FILE\(self.storeArgument)"
      )
    }
    if root == nil {
      lines.append(
        "  Of a simulated TEE, from whoever made it: warifu collateral import FILE --simulated-root DIGEST\(self.storeArgument)"
      )
    }
    return lines
  }

  private func line(_ need: CollateralNeed) -> Line {
    let source = need.isLacking && !need.isFetchable ? ", and no service gives it" : ""
    if let piece = need.piece {
      let symbol: Line.Symbol =
        need.state == .inForce ? (self.isNotable(piece) ? .warning : .good) : .bad
      return "\(symbol: symbol) \(need.what) \(CollateralText.validity(piece, now: self.now))\(source)"
    }
    if need.isOptional { return "\(symbol: .warning) \(need.what): missing, and can be done without" }
    return "\(symbol: .bad) \(need.what): missing\(source)"
  }
}
