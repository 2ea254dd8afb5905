import ArgumentParser
import Attestation

struct EvidenceVerifyCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify evidence to the vendor's pinned root, and compare it with what you expect.",
    discussion: """
      Each file is one AWS Nitro attestation document, AMD SEV-SNP report or Intel TDX quote: raw, hexadecimal or base64. Which one \
      it is, is found out. Nothing is fetched: certificates and collateral are named, in any order, or are in the store that \
      `warifu collateral` fills.

        warifu evidence verify document.cbor --reference values.yaml
        warifu evidence verify report.bin --endorsement vcek.der chain.pem --policy policy.yaml
        warifu evidence verify quote.bin --collateral collateral.json --at 2026-03-20T00:00:00Z --json

      Exit code: 0 affirming: genuine, and what the reference values expect; 1 not genuine, expired, stale, revoked, or \
      contraindicated; 2 wrong command line or file; 3 warning, or genuine and compared with nothing; 4 malformed or of a kind \
      that is not read; 5 collateral is missing or has expired. Of several files the worst counts, in the order 1, 2, 4, 5, 3, 0.
      """)

  @Argument(help: ArgumentHelp("The evidence; - is standard input.", valueName: "file"))
  var files: [String] = []

  @OptionGroup var verification: VerificationOptions

  @Option(
    help: ArgumentHelp("The measurements that you approve: YAML, JSON, or signed by an identity.", valueName: "file"))
  var reference: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !self.files.isEmpty else {
      throw ValidationError("No evidence is named. It comes first: warifu evidence verify FILE --endorsement …")
    }
    try VerificationOptions.checkStandardInput(
      self.files + self.verification.files + (self.reference.map { [$0] } ?? []))
  }

  func report() async throws -> Report {
    let judge = try EvidenceJudge(
      self.verification, reference: try self.reference.map { try ReferenceFile($0).values() })
    let judged = try self.files.map { try judge.judge($0) }
    // With nothing to tell of anything, it is the command line that is wrong.
    if judged.count == 1, case .unreadable(let complaint)? = judged.first?.finding { throw complaint }
    return Report(
      EvidenceDocument(judged), lines: judged.flatMap(\.lines), outcome: JudgedEvidence.outcome(of: judged).rawValue,
      notes: judge.endorsements.notes + judged.flatMap(\.notes))
  }
}
