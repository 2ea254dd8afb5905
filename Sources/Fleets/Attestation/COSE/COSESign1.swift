/// A COSE_Sign1 message (RFC 9052 §4.2): a payload and one signature.
public struct COSESign1: Sendable, Hashable {
  /// The octets of the protected header as they were given; empty where it is.
  public let protected: [UInt8]
  /// What the signature does not cover, and nothing here asks.
  public let unprotected: [CBOR.Entry]
  public let payload: [UInt8]
  public let signature: [UInt8]

  /// CBOR's tag of a COSE_Sign1 message (RFC 9052 §2).
  public static let tag: UInt64 = 18

  /// Reads a message, tagged or not. Nothing is verified.
  ///
  /// - Throws: ``EvidenceError`` *malformed*: `cbor.…`, `cose.tag`, `cose.structure`, `cose.protected`, `cose.unprotected`, `cose.payload`
  ///   for a payload that is detached or no byte string, `cose.signature`.
  public init(decoding octets: some Collection<UInt8>, limits: CBORLimits = .standard) throws(EvidenceError) {
    var item = try CBOR(decoding: octets, limits: limits)
    if case .tagged(let tag, let inner) = item {
      guard tag == Self.tag else {
        throw .malformed("cose.tag", "the CBOR tag is \(tag); a COSE_Sign1 message has \(Self.tag) or none")
      }
      item = inner
    }
    guard let parts = item.items, parts.count == 4 else {
      throw .malformed("cose.structure", "a COSE_Sign1 message is an array of 4 items, this is none")
    }
    guard let protected = parts[0].octets else {
      throw .malformed("cose.protected", "the protected header is no byte string")
    }
    guard let unprotected = parts[1].entries else {
      throw .malformed("cose.unprotected", "the unprotected header is no map")
    }
    guard let payload = parts[2].octets else { throw .malformed("cose.payload", "the payload is no byte string") }
    guard let signature = parts[3].octets else { throw .malformed("cose.signature", "the signature is no byte string") }
    self.init(protected: protected, unprotected: unprotected, payload: payload, signature: signature)
  }

  package init(protected: [UInt8], unprotected: [CBOR.Entry] = [], payload: [UInt8], signature: [UInt8]) {
    self.protected = protected
    self.unprotected = unprotected
    self.payload = payload
    self.signature = signature
  }

  /// The message without a tag, as AWS writes it.
  public var untagged: CBOR {
    .array([.bytes(self.protected), .map(self.unprotected), .bytes(self.payload), .bytes(self.signature)])
  }

  /// The octets of the message, with its tag.
  public var encoded: [UInt8] { CBOR.tagged(Self.tag, self.untagged).encoded }
}
