import ArgumentParser

struct EvidenceShowCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show every field of evidence with its meaning. Nothing is verified.",
    discussion: """
        warifu evidence show report.bin
        base64 -d < document.txt | warifu evidence show - --json

      A file is an AWS Nitro attestation document, an AMD SEV-SNP report, an Intel TDX quote, or the certificate table that \
      comes with a report (`auxblob`): raw, or as hexadecimal or base64 text. All of it may be made up: \
      `warifu evidence verify` says what is proven.

      Exit code: 0 shown; 2 a file cannot be read; 4 a file is malformed, or of a kind that is not read. Of several \
      files the worst counts, in the order 2, 4, 0: what can be shown is.
      """)

  @Argument(help: ArgumentHelp("Evidence; `-` is standard input.", valueName: "file"), completion: .file())
  var files: [String]

  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let shown = self.files.map { ShownFile($0) }
    // With nothing to show, it is the command line that is wrong.
    if shown.count == 1, case .unreadable(let complaint)? = shown.first?.content { throw complaint }
    let document = ShownFilesDocument(shown)
    return Report(document, lines: ShownFilesText.lines(shown), outcome: document.exitCode)
  }
}
