extension EAR {
  /// For CWT: claims by their labels, tiers as numbers.
  public var cbor: CBOR {
    var entries = [
      CBOR.Entry(EARClaim.profile.label, .text(Self.profile)),
      CBOR.Entry(EARClaim.status.label, .int(self.status.rawValue)),
      CBOR.Entry(EARClaim.issuedAt.label, .int(self.issuedAt)),
      CBOR.Entry(
        EARClaim.verifierID.label,
        .map([
          CBOR.Entry(.int(EARClaim.developer), .text(self.verifier.developer)),
          CBOR.Entry(.int(EARClaim.build), .text(self.verifier.build)),
        ])),
      CBOR.Entry(EARClaim.submodules.label, .map(self.submodules.map { CBOR.Entry(.text($0.key), $0.value.cbor) })),
    ]
    if let expiresAt { entries.append(CBOR.Entry(EARClaim.expiresAt.label, .int(expiresAt))) }
    return .map(entries)
  }
}

extension EARSubmodule {
  fileprivate var cbor: CBOR {
    let vector = self.vector.values.map { CBOR.Entry(.int($0.key.rawValue), .int(Int64($0.value))) }
    var entries = [CBOR.Entry(EARClaim.status.label, .int(self.status.rawValue))]
    if !vector.isEmpty { entries.append(CBOR.Entry(EARClaim.vector.label, .map(vector))) }
    if !self.policyIDs.isEmpty {
      entries.append(CBOR.Entry(EARClaim.policyIDs.label, .array(self.policyIDs.map { .text($0) })))
    }
    if let nonce { entries.append(CBOR.Entry(EARClaim.nonce.label, .bytes(nonce))) }
    if let attesterClaims { entries.append(CBOR.Entry(EARClaim.attesterClaims.label, attesterClaims.cbor)) }
    if let verifierClaims { entries.append(CBOR.Entry(EARClaim.verifierClaims.label, verifierClaims.cbor)) }
    return .map(entries)
  }
}

extension EARClaim {
  var label: CBOR { .int(self.rawValue) }
}
