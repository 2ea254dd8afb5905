public import TLSKeys

extension EAR {
  /// What the signature says it is over (RFC 9596, RFC 9782).
  static let messageType = "application/eat+cwt; eat_profile=\"\(profile)\""
  /// How far the clock of whoever issued a token may be ahead, in seconds.
  public static let futureAllowance: Int64 = 60

  /// A CWT (RFC 8392): a COSE_Sign1 message, tagged 18, over ``cbor`` in its deterministic encoding. The key is named
  /// by the SHA-256 of its SubjectPublicKeyInfo (header `kid`).
  ///
  /// - Throws: `KeyError.signingFailed`.
  public func token(signedBy key: PrivateKey) throws(KeyError) -> [UInt8] {
    try COSESign1.sign(
      payload: self.cbor.encoded,
      protected: [
        CBOR.Entry(.int(COSELabel.keyID), .bytes(key.publicKey.digest.octets)),
        CBOR.Entry(.int(COSELabel.type), .text(Self.messageType)),
      ], by: key
    ).encoded
  }

  /// Reads a token and verifies that this key signed it, and that it holds at `now`, Unix seconds.
  ///
  /// - Throws: ``EvidenceError`` *malformed* (`cbor.…`, `cose.…`, `ear.…`), *unsupported-algorithm*,
  ///   *unsupported-version* (`ear.profile`), *bad-signature* (`ear.signature`), *expired* (`ear.exp`), *stale*
  ///   (`ear.iat`, `ear.nbf`) for one that was issued in the future, or does not hold yet.
  public init(token octets: some Collection<UInt8>, signedBy key: PublicKey, now: Int64) throws(EvidenceError) {
    let message = try COSESign1(decoding: octets)
    guard CBOR.map(try message.headers())[COSELabel.type]?.string == Self.messageType else {
      throw .malformed("ear.type", "the message does not say that it is an EAR of the profile \(Self.profile)")
    }
    guard try message.isSigned(by: key) else {
      throw EvidenceError(.badSignature, "ear.signature", "the attestation result is not signed by \(key.digest)")
    }
    let claims = try CBOR(decoding: message.payload)
    self = try EAR(cbor: claims)
    try Self.checkBegun(claims, now: now)
    if let expiresAt = self.expiresAt, now > expiresAt {
      throw EvidenceError(.expired, "ear.exp", "the attestation result held until \(TimeText.utc(expiresAt))")
    }
    guard self.issuedAt <= now + Self.futureAllowance else {
      throw EvidenceError(
        .stale, "ear.iat", "the attestation result was issued at \(TimeText.utc(self.issuedAt)), in the future")
    }
  }

  /// Other verifiers may say from when on a token holds (RFC 8392 §3.1.5); none made here does.
  private static func checkBegun(_ claims: CBOR, now: Int64) throws(EvidenceError) {
    guard let notBefore = claims[EARClaim.notBefore.rawValue] else { return }
    guard let begin = notBefore.integer else { throw Self.malformed(.notBefore) }
    guard begin <= now + Self.futureAllowance else {
      throw EvidenceError(.stale, "ear.nbf", "the attestation result holds from \(TimeText.utc(begin)) on")
    }
  }
}
