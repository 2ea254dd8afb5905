import ArgumentParser
import Attestation
import Collateral

struct CollateralCheckCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what collateral has ended or soon will, and what evidence lacks.",
    discussion: """
        warifu collateral check
        warifu collateral check --within 7
        warifu collateral check report.bin quote.bin

      With evidence, only what that needs is looked at. Evidence is read and not verified.

      Exit code: 0 all is in force; 2 there is no store where --store says; 3 something ends within the days given, or a file \
      of the store is of no use; 4 evidence cannot be read; 5 something has ended, or evidence lacks something.
      """)

  @Argument(help: ArgumentHelp("Evidence; - is standard input.", valueName: "evidence"), completion: .file())
  var evidence: [String] = []

  @Option(help: ArgumentHelp("Warn of what ends within so many days.", valueName: "days"))
  var within: Int64 = 3

  @OptionGroup var store: CollateralStoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (0...3_650).contains(self.within) else {
      throw ValidationError("--within takes a number of days from 0 to 3650.")
    }
  }

  func report() async throws -> Report {
    let store = try self.store.existing()
    let contents = try store.read()
    let check = CollateralCheck(
      contents, store, storeArgument: self.store.argument, now: Moment.now, within: self.within)
    guard !self.evidence.isEmpty else { return check.report() }
    return check.report(for: try self.evidence.map { ($0, try DemandingEvidence.read($0)) })
  }
}
