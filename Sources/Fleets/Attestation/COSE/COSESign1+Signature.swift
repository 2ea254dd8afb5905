public import TLSKeys

extension COSESign1 {
  /// What the signature is over: the Sig_structure of RFC 9052 §4.4, with nothing supplied from outside.
  public var signedOctets: [UInt8] { Self.signedOctets(protected: self.protected, payload: self.payload) }

  /// Signs a payload.
  ///
  /// - Parameters:
  ///   - protected: Further protected headers, such as the content type (label 3); the algorithm (label 1) is the key's and is added.
  ///   - key: P-256 or P-384 for what others should read; its ``PublicKey/algorithm`` decides.
  /// - Throws: `KeyError.signingFailed`.
  public static func sign(
    payload: [UInt8], protected: [CBOR.Entry] = [], by key: PrivateKey
  ) throws(KeyError) -> Self {
    let algorithm = CBOR.Entry(.int(COSEHeader.algorithm), .int(COSEAlgorithm(key.publicKey.algorithm).rawValue))
    let headers = CBOR.map([algorithm] + protected.filter { $0.key != algorithm.key }).encoded
    return try Self.sign(payload: payload, protectedOctets: headers, by: key)
  }

  /// Signs a payload under a protected header that is given as it is, wrong ones included: simulated documents need them.
  package static func sign(
    payload: [UInt8], protectedOctets: [UInt8], unprotected: [CBOR.Entry] = [], by key: PrivateKey
  ) throws(KeyError) -> Self {
    let signature = try key.sign(Self.signedOctets(protected: protectedOctets, payload: payload))
    return Self(protected: protectedOctets, unprotected: unprotected, payload: payload, signature: signature)
  }

  /// Whether this key signed this message, by the algorithm that the protected header names and that is the key's own.
  ///
  /// - Throws: ``EvidenceError`` of ``headers()``; *unsupported-algorithm*, `cose.algorithm`, where the header names none, or another.
  public func isSigned(by key: PublicKey) throws(EvidenceError) -> Bool {
    let named = CBOR.map(try self.headers())[COSEHeader.algorithm]?.integer
    guard named == COSEAlgorithm(key.algorithm).rawValue else {
      throw EvidenceError(
        .unsupportedAlgorithm, "cose.algorithm",
        "the message names the algorithm \(named.map(String.init) ?? "nothing"), the key is for \(key.algorithm)")
    }
    return key.verifies(self.signature, over: self.signedOctets)
  }

  /// The protected headers. An empty string stands for none (RFC 9052 §3).
  ///
  /// - Throws: ``EvidenceError`` *malformed*: `cbor.…`, `cose.protected` where they are no map.
  public func headers() throws(EvidenceError) -> [CBOR.Entry] {
    guard !self.protected.isEmpty else { return [] }
    guard let entries = try CBOR(decoding: self.protected).entries else {
      throw .malformed("cose.protected", "the protected header is no map")
    }
    // A header that is listed as critical would have to be understood (RFC 9052 §3.1), and none is.
    guard CBOR.map(entries)[COSEHeader.critical] == nil else {
      throw .malformed("cose.critical", "the protected header lists headers that must be understood")
    }
    return entries
  }

  private static func signedOctets(protected: [UInt8], payload: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(protected.count + payload.count + 32)
    CBORHead.append(.array, 4, to: &octets)
    octets += CBOR.text("Signature1").encoded
    CBORHead.append(.bytes, UInt64(protected.count), to: &octets)
    octets += protected
    CBORHead.append(.bytes, 0, to: &octets)
    CBORHead.append(.bytes, UInt64(payload.count), to: &octets)
    octets += payload
    return octets
  }
}
