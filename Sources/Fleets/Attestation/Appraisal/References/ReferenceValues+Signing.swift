public import TLSKeys

extension ReferenceValues {
  /// What a signature over reference values says it is (RFC 9596), so that no other message of the same key passes for
  /// them.
  static let messageType = "application/vnd.warifu.reference-values+cose"

  /// A COSE_Sign1 message (RFC 9052 §4.2) over the deterministic CBOR of ``document``.
  ///
  /// - Parameters:
  ///   - key: An agent identity's: P-256 or P-384.
  ///   - certificate: The identity's certificate, DER; it travels along (RFC 9360 §2), so that the signer can be told
  ///     by its pin alone.
  /// - Throws: `KeyError.signingFailed`, or `KeyError.malformed` where the certificate is of another key.
  public func signed(by key: PrivateKey, certificate: [UInt8]) throws(KeyError) -> [UInt8] {
    guard try PublicKey(certificateDER: certificate) == key.publicKey else {
      throw .malformed("a certificate of another key than the one that signs")
    }
    return try COSESign1.sign(
      payload: self.document.cbor.encoded,
      protected: [
        CBOR.Entry(.int(COSELabel.type), .text(Self.messageType)),
        CBOR.Entry(.int(COSELabel.certificates), .bytes(certificate)),
      ], by: key
    ).encoded
  }

  /// Whether octets may be what ``signed(by:certificate:)`` makes, rather than a text.
  public static func looksSigned(_ octets: some Collection<UInt8>) -> Bool {
    // A tagged COSE_Sign1 message; no YAML or JSON text begins with this octet.
    octets.first == 0xC0 | UInt8(COSESign1.tag)
  }

  /// Reads what ``signed(by:certificate:)`` makes and verifies the signature by the key in it. Who that is stands in
  /// ``signer``: whether that signer counts is for the policy to say. The certificate's dates are not looked at: an
  /// identity is its key.
  ///
  /// - Throws: ``EvidenceError`` *malformed* (`cbor.…`, `cose.…`, `reference.type`, `reference.certificate`,
  ///   `reference.document`), *unsupported-algorithm* (`cose.algorithm`, `reference.key`), *bad-signature*
  ///   (`reference.signature`).
  public init(signed octets: some Collection<UInt8>) throws(EvidenceError) {
    let message = try COSESign1(decoding: octets)
    let headers = CBOR.map(try message.headers())
    guard headers[COSELabel.type]?.string == Self.messageType else {
      throw .malformed("reference.type", "the message does not say that it is reference values")
    }
    guard let certificate = headers[COSELabel.certificates]?.octets,
      let key = try? PublicKey(certificateDER: certificate)
    else {
      throw .malformed(
        "reference.certificate", "the message has no certificate of its signer, or one that cannot be read")
    }
    guard [.es256, .es384].contains(key.algorithm) else {
      throw EvidenceError(
        .unsupportedAlgorithm, "reference.key", "reference values are signed by P-256 or P-384, not \(key.algorithm)")
    }
    guard try message.isSigned(by: key) else {
      throw EvidenceError(.badSignature, "reference.signature", "the signature over the reference values does not hold")
    }
    self = try Self.read(message.payload)
    self.signer = key.digest
  }

  private static func read(_ payload: [UInt8]) throws(EvidenceError) -> Self {
    guard let document = DocumentValue(cbor: try CBOR(decoding: payload)) else {
      throw .malformed("reference.document", "the signed reference values hold what no document has")
    }
    do {
      return try Self(document: document)
    } catch {
      throw .malformed("reference.document", "the signed reference values: \(error)")
    }
  }
}
