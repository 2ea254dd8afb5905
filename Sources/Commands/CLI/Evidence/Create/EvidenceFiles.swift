import Attestation
import Attesters
import Foundation

/// The files that evidence and what comes with it are written to, and what is told about them.
struct EvidenceFiles: Encodable, Sendable {
  let schema = 1
  let format: String
  let simulated: Bool
  let evidence: String
  /// SEV-SNP: the host's certificate table.
  let certificates: String?
  /// TDX, simulated.
  let collateral: String?
  /// Simulated: trusts the root.
  let policy: String?
  /// Simulated: as a policy names it, hexadecimal.
  let rootDigest: String?

  private let noun: String
  /// ` --at TIME` where it was made as of a time that was named.
  private let time: String
  private let octets: Int

  private enum CodingKeys: String, CodingKey {
    case schema, format, simulated, evidence, certificates, collateral, policy, rootDigest
  }

  init(_ path: String, _ made: MadeEvidence) {
    let url = URL(fileURLWithPath: path)
    // `a/b.bin` and `a/b` have `a/b.certificates` beside them, written as the person wrote the folder.
    let stem = url.pathExtension.isEmpty ? path : String(path.dropLast(url.pathExtension.count + 1))
    self.format = made.evidence.format.rawValue
    self.simulated = made.rootDigest != nil
    self.evidence = path
    self.certificates = made.evidence.certificateTable.isEmpty ? nil : "\(stem).certificates"
    self.collateral = made.evidence.collateral == nil ? nil : "\(stem).collateral.json"
    self.policy = made.rootDigest == nil ? nil : "\(stem).policy.yaml"
    self.rootDigest = made.rootDigest.map { Hexadecimal.text($0) }
    self.noun = made.evidence.format.noun
    self.time = made.at.map { " --at \(Moment.text($0))" } ?? ""
    self.octets = made.evidence.octets.count
  }

  func write(_ made: MadeEvidence) throws(Complaint) {
    let paths = [self.evidence, self.certificates, self.collateral, self.policy].compactMap(\.self)
    guard Set(paths).count == paths.count else {
      throw .usage(
        self.evidence, "\(self.evidence) is also the name of what is written beside the evidence",
        next: "Name the evidence otherwise, such as evidence.bin.")
    }
    try OutputFile.write(made.evidence.octets, to: self.evidence)
    if let certificates { try OutputFile.write(made.evidence.certificateTable, to: certificates) }
    if let collateral, let text = made.evidence.collateral { try OutputFile.write(text.utf8, to: collateral) }
    if let policy, let rootDigest = made.rootDigest {
      try OutputFile.write(made.policy(rootDigest: rootDigest).utf8, to: policy)
    }
  }

  var lines: [Line] {
    var lines: [Line] = [
      self.simulated
        ? "\(symbol: .warning) \("Simulated", .warning) evidence was made: a document of the real format that proves nothing to anybody."
        : "\(symbol: .good) Evidence was made by this TEE.",
      "    \("evidence", .faint)      \(self.evidence, .strong)  \(self.noun), \(self.octets) octets",
    ]
    if let certificates { lines.append("    \("certificates", .faint)  \(certificates)") }
    if let collateral { lines.append("    \("collateral", .faint)    \(collateral)") }
    if let policy {
      lines.append("    \("policy", .faint)        \(policy)  trusts the made-up root; never for production")
    }
    if let rootDigest { lines.append("    \("root", .faint)          \(rootDigest)") }
    return lines + ["Verify it:", "  warifu evidence verify \(self.arguments)"]
      + ["Take its measurements for reference values:", "  warifu reference create --from \(self.arguments)"]
  }

  private var arguments: String {
    var words = [self.evidence.shellWord]
    if let certificates { words += ["--endorsement", certificates.shellWord] }
    if let collateral { words += ["--collateral", collateral.shellWord] }
    if let policy { words += ["--policy", policy.shellWord] }
    return words.joined(separator: " ") + self.time
  }
}
