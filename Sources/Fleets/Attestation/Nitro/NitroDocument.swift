/// An AWS Nitro attestation document, every rule of its structure checked and nothing verified.
///
/// AWS describes it in *Nitro Enclaves: attestation process* (docs of the NSM API); documents since 2025 have maps of indefinite length.
public struct NitroDocument: Sendable, Hashable {
  /// The most octets a document may have; those seen have under 5,000.
  public static let maximumOctets = 32_768

  /// The message around it; its payload is what is read here.
  public let message: COSESign1
  /// The enclave's name, with that of the instance it runs on.
  public let moduleID: String
  /// When it was made, in milliseconds since 1970.
  public let timestamp: Int64
  /// In the order of their numbers.
  public let pcrs: [PCR]
  /// DER of the leaf, whose key signed the message.
  public let certificate: [UInt8]
  /// DER of the CAs, root first.
  public let cabundle: [[UInt8]]
  /// What the enclave had put in; nil where it is null or absent.
  public let publicKey: [UInt8]?
  public let userData: [UInt8]?
  public let nonce: [UInt8]?
  /// How many entries of the payload are none of these.
  public let unknownFields: Int

  /// A platform configuration register.
  public struct PCR: Sendable, Hashable {
    /// 0 to 31.
    public let index: Int
    /// 32, 48 or 64 octets.
    public let value: [UInt8]

    var isZero: Bool { self.value.allSatisfy { $0 == 0 } }
  }

  /// The protected header of every real document: ES384 and nothing else.
  static let protected: [UInt8] = [0xA1, 0x01, 0x38, 0x22]

  /// - Throws: ``EvidenceError`` *malformed*: `cbor.…`, `cose.…`, `nitro.…` by the field; *unsupported-algorithm*, `nitro.algorithm`, for every other
  ///   protected header than ES384 alone. The unprotected header is never asked.
  public init(decoding octets: some Collection<UInt8>) throws(EvidenceError) {
    let message = try COSESign1(decoding: octets, limits: CBORLimits(octets: Self.maximumOctets))
    // Before the signature's length, which is another one for every algorithm.
    guard message.protected == Self.protected else {
      throw EvidenceError(.unsupportedAlgorithm, "nitro.algorithm", "the protected header is not ES384 and that alone")
    }
    guard (1...16_384).contains(message.payload.count) else {
      throw .malformed(
        "nitro.payload-length", "the payload has \(message.payload.count) octets; 1 to 16384 are allowed")
    }
    guard message.signature.count == 96 else {
      throw .malformed("nitro.signature-length", "the signature has \(message.signature.count) octets; ES384 has 96")
    }
    let fields = try NitroFields(message.payload)
    self.message = message
    self.moduleID = try fields.moduleID()
    try fields.checkDigest()
    self.timestamp = try fields.timestamp()
    self.pcrs = try fields.pcrs()
    self.certificate = try fields.certificate()
    self.cabundle = try fields.cabundle()
    self.publicKey = try fields.optional("public_key", check: "nitro.public-key")
    self.userData = try fields.optional("user_data", check: "nitro.user-data")
    self.nonce = try fields.optional("nonce", check: "nitro.nonce")
    self.unknownFields = fields.unknown
  }

  /// Whether PCR0 to PCR2 are zero: the host can look into an enclave in debug mode, and so the hypervisor measures nothing.
  public var isDebug: Bool { self.pcrs.allSatisfy { $0.index > 2 || $0.isZero } }
}
