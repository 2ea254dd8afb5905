import TLSKeys

/// What an EAR says of one attester (draft-ietf-rats-ear-04 §3.1).
public struct EARSubmodule: Sendable, Hashable {
  public let status: TrustTier
  public let vector: TrustworthinessVector
  /// By which policies it was appraised, in their order.
  public let policyIDs: [String]
  /// The evidence's nonce, 8 to 64 octets; nil where it has none, or one of another length.
  public let nonce: [UInt8]?
  /// What the evidence says, and what the verifier found: maps.
  public let attesterClaims: DocumentValue?
  public let verifierClaims: DocumentValue?

  public init(
    status: TrustTier, vector: TrustworthinessVector, policyIDs: [String], nonce: [UInt8]? = nil,
    attesterClaims: DocumentValue? = nil,
    verifierClaims: DocumentValue? = nil
  ) {
    self.status = status
    self.vector = vector
    self.policyIDs = policyIDs
    self.nonce = nonce
    self.attesterClaims = attesterClaims
    self.verifierClaims = verifierClaims
  }

  init(_ result: AttestationResult) {
    let measurements = result.measurements.map { DocumentValue.Field($0.name, .text(Hexadecimal.text($0.value))) }
    var verifier: [DocumentValue.Field] = [
      .init(Self.simulated, .flag(result.isSimulated)),
      .init(Self.debug, .flag(result.isDebug)),
      .init("warifu_checks", .list(result.checks.map(\.document))),
    ]
    if !result.tcb.text.isEmpty { verifier.append(.init("warifu_tcb", .text(result.tcb.text))) }
    if let name = result.referenceName { verifier.append(.init("warifu_reference_values", .text(name))) }
    if let signer = result.referenceSigner {
      verifier.append(.init("warifu_reference_signer", .text(signer.base64URL)))
    }
    self.init(
      status: result.status, vector: result.vector, policyIDs: [result.policyID],
      nonce: Self.nonceLengths.contains(result.nonce.count) ? result.nonce : nil,
      attesterClaims: .map([.init("warifu_measurements", .map(measurements))]), verifierClaims: .map(verifier))
  }

  /// RFC 9711 §4.1.
  static let nonceLengths = 8...64
  private static let simulated = "warifu_simulated"
  private static let debug = "warifu_debug"

  /// Whether it rests on a made-up root; nil where it does not say.
  public var isSimulated: Bool? { self.flag(Self.simulated) }
  /// Whether the TEE is one that its operator can look into; nil where it does not say.
  public var isDebug: Bool? { self.flag(Self.debug) }

  private func flag(_ name: String) -> Bool? {
    guard case .flag(let flag)? = self.verifierClaims?[name] else { return nil }
    return flag
  }
}
