extension EAR {
  /// The most attesters that one EAR may speak of.
  public static let mostSubmodules = 64

  /// Reads a claims set. Claims that nothing here knows are passed over, as the draft wants it.
  ///
  /// - Throws: ``EvidenceError`` *unsupported-version*, `ear.profile`, for an EAR of another draft; *malformed*,
  ///   `ear.…`, by the claim that is missing or no such value.
  public init(cbor: CBOR) throws(EvidenceError) {
    guard let profile = cbor[EARClaim.profile.rawValue]?.string else { throw Self.malformed(.profile) }
    guard profile == Self.profile else {
      throw EvidenceError(
        .unsupportedVersion, "ear.profile", "the profile is `\(profile.prefix(64))`; `\(Self.profile)` is read here")
    }
    guard let issuedAt = cbor[EARClaim.issuedAt.rawValue]?.integer else { throw Self.malformed(.issuedAt) }
    var expiresAt: Int64?
    if let expiry = cbor[EARClaim.expiresAt.rawValue] {
      guard let seconds = expiry.integer else { throw Self.malformed(.expiresAt) }
      expiresAt = seconds
    }
    guard let verifier = cbor[EARClaim.verifierID.rawValue], let developer = verifier[EARClaim.developer]?.string,
      let build = verifier[EARClaim.build]?.string
    else { throw Self.malformed(.verifierID) }
    guard let entries = cbor[EARClaim.submodules.rawValue]?.entries, 1...Self.mostSubmodules ~= entries.count else {
      throw Self.malformed(.submodules)
    }
    var submodules: [String: EARSubmodule] = [:]
    for entry in entries {
      guard let label = entry.key.string, submodules[label] == nil else { throw Self.malformed(.submodules) }
      submodules[label] = try EARSubmodule(cbor: entry.value)
    }
    var stated: TrustTier?
    if let status = cbor[EARClaim.status.rawValue] {
      guard let tier = status.integer.flatMap(TrustTier.init(rawValue:)) else { throw Self.malformed(.status) }
      // A token whose sum is better than its parts was not made by the rules.
      guard submodules.values.allSatisfy({ $0.status.gravity <= tier.gravity }) else { throw Self.malformed(.status) }
      stated = tier
    }
    self.init(
      issuedAt: issuedAt, expiresAt: expiresAt, verifier: VerifierIdentity(developer: developer, build: build),
      submodules: submodules, stated: stated)
  }

  static func malformed(_ claim: EARClaim) -> EvidenceError {
    .malformed("ear.\(claim.word)", "the claim `\(claim.word)` is missing, or no such value")
  }
}

extension EARSubmodule {
  fileprivate init(cbor: CBOR) throws(EvidenceError) {
    guard let status = cbor[EARClaim.status.rawValue]?.integer.flatMap(TrustTier.init(rawValue:)) else {
      throw EAR.malformed(.status)
    }
    self.init(
      status: status, vector: try Self.vector(cbor), policyIDs: try Self.policyIDs(cbor), nonce: try Self.nonce(cbor),
      attesterClaims: try Self.claims(cbor, .attesterClaims), verifierClaims: try Self.claims(cbor, .verifierClaims))
    let worst = self.vector.values.values.map { TrustTier(claim: $0).rawValue }.max()
    guard worst.map({ $0 <= TrustTier.affirming.rawValue || $0 <= status.rawValue }) ?? true else {
      throw EAR.malformed(.status)
    }
  }

  private static func vector(_ cbor: CBOR) throws(EvidenceError) -> TrustworthinessVector {
    guard let found = cbor[EARClaim.vector.rawValue] else { return TrustworthinessVector() }
    guard let entries = found.entries else { throw EAR.malformed(.vector) }
    var values: [TrustworthinessVector.Aspect: Int8] = [:]
    for entry in entries {
      guard let aspect = entry.key.integer.flatMap(TrustworthinessVector.Aspect.init(rawValue:)),
        let value = entry.value.integer.flatMap({ Int8(exactly: $0) })
      else { throw EAR.malformed(.vector) }
      values[aspect] = value
    }
    return TrustworthinessVector(values)
  }

  private static func policyIDs(_ cbor: CBOR) throws(EvidenceError) -> [String] {
    guard let found = cbor[EARClaim.policyIDs.rawValue] else { return [] }
    guard let items = found.items, !items.isEmpty, items.allSatisfy({ $0.string != nil }) else {
      throw EAR.malformed(.policyIDs)
    }
    return items.compactMap(\.string)
  }

  private static func nonce(_ cbor: CBOR) throws(EvidenceError) -> [UInt8]? {
    guard let found = cbor[EARClaim.nonce.rawValue] else { return nil }
    guard let nonce = found.octets, Self.nonceLengths.contains(nonce.count) else { throw EAR.malformed(.nonce) }
    return nonce
  }

  /// A map of another verifier may hold what no document does: it is passed over.
  private static func claims(_ cbor: CBOR, _ claim: EARClaim) throws(EvidenceError) -> DocumentValue? {
    guard let found = cbor[claim.rawValue] else { return nil }
    guard found.entries != nil else { throw EAR.malformed(claim) }
    return DocumentValue(cbor: found)
  }
}
