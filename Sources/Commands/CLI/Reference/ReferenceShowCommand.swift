import ArgumentParser
import Attestation

struct ReferenceShowCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show reference values, whether they hold now, and who signed them.",
    discussion: """
      The signature is verified by the key in the file. Whose key that is, its pin says: compare it with the one that \
      `warifu identity show` prints at the signer's.

        warifu reference show values.cose

      Exit code: 0 they hold; 1 the signature does not hold; 2 an unsigned file is wrong; 3 they do not hold at this time, or have a \
      name or a value that nothing ever matches; 4 a signed file is malformed.
      """)

  @Argument(help: ArgumentHelp("The reference values, signed or not; - is standard input.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp(
      "Whether they hold at this time: 2026-03-07T01:04:33Z, or Unix seconds. (default: now)", valueName: "time"),
    transform: GivenTime.init(argument:))
  var at: GivenTime?

  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let values = try ReferenceFile(self.file).values()
    let document = ReferenceDocument(self.file, values, now: self.at?.seconds ?? Moment.now)
    return Report(document, lines: document.lines, outcome: document.outcome.rawValue)
  }
}
