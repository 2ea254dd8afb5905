import Attestation
import Settings

/// One file in the document. Every key is always there: null, or empty, where nothing is known.
struct EvidenceEntry: Encodable, Sendable {
  let file: String
  let format: String?
  let verified: Bool
  /// The class of the error, and by which check; `unreadable`, without a check, is the file itself.
  let error: String?
  let check: String?
  let message: String?
  /// The worst of the checks; null where it was not verified.
  let status: String?
  let simulated: Bool?
  let debug: Bool?
  let measurements: [String: String]
  let tcb: String?
  let tcbComponents: [String: UInt64]
  let advisories: [String]
  /// RFC 3339; Nitro alone says when it was made.
  let madeAt: String?
  let notAfter: String?
  /// What the TEE was asked to put in, hexadecimal.
  let boundData: String?
  let nonce: String?
  let ear: DocumentValue?
  let checks: [DocumentValue]
  let findings: [String]
  let exitCode: Int32

  init(_ judged: JudgedEvidence) {
    let (verified, result, failure) = judged.finding.parts
    let complaint = judged.finding.complaint
    self.file = judged.file
    self.format = judged.format?.rawValue
    self.verified = verified != nil
    self.error = failure?.kind.rawValue ?? complaint.map { _ in "unreadable" }
    self.check = failure?.check
    self.message = failure?.message ?? complaint?.message
    self.status = result?.status.word
    self.simulated = verified?.isSimulated
    self.debug = verified?.isDebug
    self.measurements = Dictionary(
      verified?.measurements.map { ($0.name, Hexadecimal.text($0.value)) } ?? [],
      uniquingKeysWith: { first, _ in first })
    self.tcb = verified.flatMap { $0.tcb.text.isEmpty ? nil : $0.tcb.text }
    self.tcbComponents = verified?.tcb.components ?? [:]
    self.advisories = verified?.tcb.advisories ?? []
    self.madeAt = Moment.text(verified?.madeAt)
    self.notAfter = Moment.text(result?.notAfter)
    self.boundData = verified.flatMap { $0.boundData.isEmpty ? nil : Hexadecimal.text($0.boundData) }
    self.nonce = verified.flatMap { $0.nonce.isEmpty ? nil : Hexadecimal.text($0.nonce) }
    self.ear = result.map { EAR($0, by: VerifierIdentity(build: ProductVersion.current)).document }
    self.checks = result?.checks.map(\.document) ?? []
    self.findings = verified?.findings ?? []
    self.exitCode = judged.outcome.rawValue
  }

  private enum Key: String, CodingKey {
    case file, format, verified, error, check, message, status, simulated, debug, measurements, tcb, tcbComponents
    case advisories, madeAt, notAfter, boundData, nonce, ear, checks, findings, exitCode
  }

  // Written out, so that null stands where nothing is known.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(self.file, forKey: .file)
    try container.encode(self.format, forKey: .format)
    try container.encode(self.verified, forKey: .verified)
    try container.encode(self.error, forKey: .error)
    try container.encode(self.check, forKey: .check)
    try container.encode(self.message, forKey: .message)
    try container.encode(self.status, forKey: .status)
    try container.encode(self.simulated, forKey: .simulated)
    try container.encode(self.debug, forKey: .debug)
    try container.encode(self.measurements, forKey: .measurements)
    try container.encode(self.tcb, forKey: .tcb)
    try container.encode(self.tcbComponents, forKey: .tcbComponents)
    try container.encode(self.advisories, forKey: .advisories)
    try container.encode(self.madeAt, forKey: .madeAt)
    try container.encode(self.notAfter, forKey: .notAfter)
    try container.encode(self.boundData, forKey: .boundData)
    try container.encode(self.nonce, forKey: .nonce)
    try container.encode(self.ear, forKey: .ear)
    try container.encode(self.checks, forKey: .checks)
    try container.encode(self.findings, forKey: .findings)
    try container.encode(self.exitCode, forKey: .exitCode)
  }
}

extension JudgedEvidence.Finding {
  fileprivate var parts: (VerifiedEvidence?, AttestationResult?, EvidenceError?) {
    switch self {
    case .verified(let evidence, let result): (evidence, result, nil)
    case .notVerified(let error, _): (nil, nil, error)
    case .unreadable: (nil, nil, nil)
    }
  }

  fileprivate var complaint: Complaint? {
    guard case .unreadable(let complaint) = self else { return nil }
    return complaint
  }
}
