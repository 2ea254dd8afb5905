import Attestation

/// What `evidence show --json` writes. It never says that anything was verified, because nothing was.
struct ShownFilesDocument: Encodable, Sendable {
  let schema = 1
  let verification = "none"
  let files: [Entry]
  let exitCode: Int32

  struct Entry: Encodable, Sendable {
    let file: String
    /// `nitro`, `snp`, `tdx` or `snp-certificates`; what it begins like where it cannot be read; nil for none of them.
    let format: String?
    let octets: Int
    /// The word of the class, the check and a line for people; nil where it was read.
    let error: String?
    let check: String?
    let message: String?
    /// What was noticed while it was read.
    let findings: [String]
    let fields: ShownObject?

    private enum CodingKeys: String, CodingKey { case file, format, octets, error, check, message, findings, fields }

    /// Missing values are null, so that a reader finds every key.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(self.file, forKey: .file)
      try container.encode(self.format, forKey: .format)
      try container.encode(self.octets, forKey: .octets)
      try container.encode(self.error, forKey: .error)
      try container.encode(self.check, forKey: .check)
      try container.encode(self.message, forKey: .message)
      try container.encode(self.findings, forKey: .findings)
      try container.encode(self.fields, forKey: .fields)
    }
  }

  init(_ files: [ShownFile]) {
    self.files = files.map { file in
      switch file.content {
      case .shown(let shown):
        Entry(
          file: file.name, format: shown.format, octets: file.octetCount, error: nil, check: nil, message: nil,
          findings: shown.findings, fields: ShownObject(shown.fields))
      case .malformed(let error):
        Entry(
          file: file.name, format: file.recognized?.rawValue, octets: file.octetCount, error: error.kind.rawValue,
          check: error.check,
          message: error.message, findings: [], fields: nil)
      case .unreadable(let complaint):
        Entry(
          file: file.name, format: nil, octets: 0, error: "unreadable", check: nil, message: complaint.message,
          findings: [], fields: nil)
      }
    }
    self.exitCode = Outcome.worst(of: files.map(\.outcome)).rawValue
  }
}
