import ArgumentParser
import Attestation
import Collateral

struct CollateralListCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the collateral that is kept, and until when it is in force.",
    discussion: """
        warifu collateral list
        warifu collateral list --store /srv/collateral --json

      Every piece was verified up to the root that its folder is called after. Files that are torn, or are something \
      else, are named and passed over.
      """)

  @OptionGroup var store: CollateralStoreOptions
  @OptionGroup var output: OutputOptions

  private struct Document: Encodable, Sendable {
    let schema = 1
    let store: String
    let pieces: [CollateralEntry]
    let passedOver: [PassedOverEntry]
  }

  func report() async throws -> Report {
    let store = try self.store.existing()
    let contents = try store.read()
    let now = Moment.now
    return Report(
      Document(
        store: store.folder, pieces: contents.pieces.map { CollateralEntry($0, now: now) },
        passedOver: contents.passedOver.map(PassedOverEntry.init)),
      lines: self.lines(contents, store, now: now))
  }

  private func lines(_ contents: CollateralContents, _ store: CollateralStore, now: Int64) -> [Line] {
    var lines: [Line] = []
    var last: CollateralRoot?
    for piece in contents.pieces {
      if piece.root != last {
        if last != nil { lines.append("") }
        lines.append(CollateralText.root(piece.root))
      }
      last = piece.root
      lines.append("  " + CollateralText.line(piece, now: now))
    }
    if contents.pieces.isEmpty {
      lines.append(CollateralText.empty(store, self.store.argument))
    }
    return lines + CollateralText.passedOver(contents.passedOver)
  }
}
