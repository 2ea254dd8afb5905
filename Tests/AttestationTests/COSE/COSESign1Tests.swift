import Crypto
import TLSKeys
import Testing

@testable import Attestation

@Suite("COSE_Sign1 messages")
struct COSESign1Tests {
  /// RFC 8392, appendix A.3, signed by the key of its appendix A.2.3.
  static let signedClaims = CBORHex.octets(
    """
    d28443a10126a104524173796d6d657472696345434453413235365850a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818
    636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b7158405427c1ff28d23fbad1f29c4c7c6a55
    5e601d6fa29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a52b9b63632c57209120e1c9e30
    """)
  static let signer = CBORHex.octets(
    """
    04 143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f
    60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9
    """)

  @Test("the signed claims of RFC 8392 are the signer's, and written again are the same octets")
  func published() throws {
    let message = try COSESign1(decoding: Self.signedClaims)
    let key = try PublicKey(spkiDER: Array(P256.Signing.PublicKey(x963Representation: Self.signer).derRepresentation))
    #expect(try message.isSigned(by: key))
    #expect(try CBOR(decoding: message.payload)[2]?.string == "erikw")
    #expect(message.encoded == Self.signedClaims)
    #expect(try COSESign1(decoding: message.untagged.encoded) == message)
  }

  @Test(
    "what a key signs is that key's, with its headers, and nobody else's",
    arguments: [TLSKeys.PrivateKey.Kind.p256, .p384])
  func signing(kind: TLSKeys.PrivateKey.Kind) throws {
    let key = try PrivateKey.generate(kind)
    let contentType = CBOR.Entry(.int(3), .text("application/eat+cwt"))
    let message = try COSESign1(
      decoding: COSESign1.sign(payload: [1, 2, 3], protected: [contentType, .init(.int(1), .int(99))], by: key).encoded)
    #expect(try message.isSigned(by: key.publicKey))
    #expect(try CBOR.map(message.headers())[3] == contentType.value)
    #expect(try !message.isSigned(by: PrivateKey.generate(kind).publicKey))
    let changed = COSESign1(protected: message.protected, payload: [1, 2, 4], signature: message.signature)
    #expect(try !changed.isSigned(by: key.publicKey))
    let moved = COSESign1(
      protected: CBOR.map([.init(.int(1), .int(kind == .p256 ? -7 : -35))]).encoded, payload: message.payload,
      signature: message.signature)
    #expect(try !moved.isSigned(by: key.publicKey), "the protected header is signed too")
  }

  @Test("a message is no one's whose protected header names another algorithm than the key's, or none")
  func algorithms() throws {
    let key = try PrivateKey.generate(.p256)
    let unsupported = EvidenceError(.unsupportedAlgorithm, "cose.algorithm", "")
    for header in [
      [], [0xA0], CBOR.map([.init(.int(1), .int(-35))]).encoded, CBOR.map([.init(.int(1), .text("ES256"))]).encoded,
    ]
      as [[UInt8]]
    {
      let message = try COSESign1.sign(
        payload: [1], protectedOctets: header, unprotected: [.init(.int(1), .int(-7))], by: key)
      #expect(throws: unsupported) { try message.isSigned(by: key.publicKey) }
    }
    let critical = try COSESign1.sign(payload: [1], protected: [.init(.int(2), .array([.int(99)]))], by: key)
    #expect(throws: EvidenceError.malformed("cose.critical", "")) { try critical.isSigned(by: key.publicKey) }
    let array = try COSESign1.sign(payload: [1], protectedOctets: [0x80], by: key)
    #expect(throws: EvidenceError.malformed("cose.protected", "")) { try array.isSigned(by: key.publicKey) }
  }

  static let hostile: [(octets: String, check: String)] = [
    ("d1 84 40 a0 41 00 41 00", "cose.tag"), ("d2 d2 84 40 a0 41 00 41 00", "cose.structure"),
    ("83 40 a0 41 00", "cose.structure"),
    ("85 40 a0 41 00 41 00 f6", "cose.structure"), ("a0", "cose.structure"), ("84 a0 a0 41 00 41 00", "cose.protected"),
    ("84 40 80 41 00 41 00", "cose.unprotected"), ("84 40 a0 f6 41 00", "cose.payload"),
    ("84 40 a0 61 61 41 00", "cose.payload"),
    ("84 40 a0 41 00 f6", "cose.signature"), ("84 40 a0 41 00 41 00 00", "cbor.trailing"),
    ("84 40 a2 0101 0102 41 00 41 00", "cbor.duplicate-key"),
  ]

  @Test("what is no COSE_Sign1 message is refused by its own check", arguments: Self.hostile)
  func refused(octets: String, check: String) {
    #expect(throws: EvidenceError.malformed(check, "")) { try COSESign1(decoding: CBORHex.octets(octets)) }
  }

  @Test("arrays and strings of indefinite length are taken")
  func indefinite() throws {
    let message = try COSESign1(decoding: CBORHex.octets("9f 43a10126 bfff 5f 4101 4102 ff 41 00 ff"))
    #expect(message.payload == [1, 2] && message.protected == [0xA1, 0x01, 0x26])
  }
}
