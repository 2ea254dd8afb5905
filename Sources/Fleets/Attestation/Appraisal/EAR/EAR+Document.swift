import TLSKeys

extension EAR {
  /// For JSON: claims by their names, tiers as words, octets in base64url.
  public var document: DocumentValue {
    var fields: [DocumentValue.Field] = [
      .init(EARClaim.profile.word, .text(Self.profile)),
      .init(EARClaim.status.word, .text(self.status.word)),
      .init(EARClaim.issuedAt.word, .integer(self.issuedAt)),
      .init(
        EARClaim.verifierID.word,
        .map([.init("developer", .text(self.verifier.developer)), .init("build", .text(self.verifier.build))])),
      .init(
        EARClaim.submodules.word,
        .map(self.submodules.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.document) })),
    ]
    if let expiresAt { fields.append(.init(EARClaim.expiresAt.word, .integer(expiresAt))) }
    return .map(fields)
  }
}

extension EARSubmodule {
  fileprivate var document: DocumentValue {
    let vector = TrustworthinessVector.Aspect.allCases.compactMap { aspect in
      self.vector[aspect].map { DocumentValue.Field(aspect.word, .integer(Int64($0))) }
    }
    var fields: [DocumentValue.Field] = [.init(EARClaim.status.word, .text(self.status.word))]
    if !vector.isEmpty { fields.append(.init(EARClaim.vector.word, .map(vector))) }
    if !self.policyIDs.isEmpty {
      fields.append(.init(EARClaim.policyIDs.word, .list(self.policyIDs.map { .text($0) })))
    }
    if let nonce { fields.append(.init(EARClaim.nonce.word, .text(Base64URL.encode(nonce)))) }
    if let attesterClaims { fields.append(.init(EARClaim.attesterClaims.word, attesterClaims)) }
    if let verifierClaims { fields.append(.init(EARClaim.verifierClaims.word, verifierClaims)) }
    return .map(fields)
  }
}
