import Attestation
import TLSKeys

/// Reference values as `reference show` shows them.
struct ReferenceDocument: Encodable, Sendable {
  let schema = 1
  let file: String
  let signed: Bool
  /// The pin of whose signature was found to hold; null where they are unsigned.
  let signer: String?
  /// Whether they hold at the time that was asked for.
  let valid: Bool
  /// What was hardly meant so, in words.
  let warnings: [String]
  /// The set, in its own schema.
  let referenceValues: DocumentValue

  private let text: String
  private let state: Line

  private enum CodingKeys: String, CodingKey {
    case schema, file, signed, signer, valid, warnings, referenceValues
  }

  /// - Parameter now: Unix seconds.
  init(_ file: String, _ values: ReferenceValues, now: Int64) {
    self.file = file
    self.signed = values.signer != nil
    self.signer = values.signer?.base64URL
    self.warnings = values.warnings
    self.referenceValues = values.document
    self.text = values.document.yaml
    if let notBefore = values.notBefore, now < notBefore {
      self.valid = false
      self.state =
        "\(symbol: .warning) \(file, .strong): these values hold only from \(Moment.text(notBefore), .warning)"
    } else if let notAfter = values.notAfter, now > notAfter {
      self.valid = false
      self.state = "\(symbol: .warning) \(file, .strong): these values held until \(Moment.text(notAfter), .warning)"
    } else {
      self.valid = true
      let end =
        values.notAfter.map { "until \(Moment.text($0)), \(Moment.distance($0, from: now))" } ?? "without an end"
      let symbol: Line.Symbol = self.warnings.isEmpty ? .good : .warning
      self.state = "\(symbol: symbol) \(file, .strong): these values hold \(end)"
    }
  }

  var outcome: Outcome { self.valid && self.warnings.isEmpty ? .good : .warning }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(self.schema, forKey: .schema)
    try container.encode(self.file, forKey: .file)
    try container.encode(self.signed, forKey: .signed)
    try container.encode(self.signer, forKey: .signer)
    try container.encode(self.valid, forKey: .valid)
    try container.encode(self.warnings, forKey: .warnings)
    try container.encode(self.referenceValues, forKey: .referenceValues)
  }

  var lines: [Line] {
    let signer: Line =
      self.signer.map { "    signed by \($0, .strong); compare this pin with the signer's" }
      ?? "    not signed: they are as good as the way they came to you"
    let warnings = self.warnings.map { "    \(symbol: .warning) \($0)" as Line }
    return [self.state, signer] + warnings + self.text.split(separator: "\n").map { "    \($0)" }
  }
}
