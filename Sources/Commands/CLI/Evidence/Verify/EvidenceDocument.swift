/// What `evidence verify --json` writes.
struct EvidenceDocument: Encodable, Sendable {
  let schema = 1
  let files: [EvidenceEntry]
  let exitCode: Int32

  init(_ judged: [JudgedEvidence]) {
    self.files = judged.map { EvidenceEntry($0) }
    self.exitCode = JudgedEvidence.outcome(of: judged).rawValue
  }
}
