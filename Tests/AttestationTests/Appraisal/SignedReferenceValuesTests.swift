import Loopback
import TLSKeys
import Testing

@testable import Attestation

@Suite("Signed reference values")
struct SignedReferenceValuesTests {
  /// An agent's key and certificate, made here.
  struct Identity {
    let key: PrivateKey
    let certificate: [UInt8]

    init() throws {
      let issued = try TestCertificateAuthority().issue(["agent.test"], selfSigned: true)
      self.key = try PrivateKey(pem: issued.keyPEM)
      self.certificate = issued.der
    }
  }

  @Test("are read back with their signer, and the policy may demand that one")
  func roundTrip() throws {
    let identity = try Identity()
    let octets = try SampleEvidence.reference.signed(by: identity.key, certificate: identity.certificate)
    #expect(ReferenceValues.looksSigned(octets))
    #expect(!ReferenceValues.looksSigned(Array(SampleEvidence.reference.document.json.utf8)))
    let read = try ReferenceValues(signed: octets)
    #expect(read.signer == identity.key.publicKey.digest)
    #expect(read.values == SampleEvidence.reference.values)
    let result = SampleEvidence.appraise(SampleEvidence.snp(), read) {
      $0.referenceSigners = [identity.key.publicKey.digest]
    }
    #expect(result.status == .affirming)
    #expect(result.outcome("reference.signer") == .passed)
  }

  @Test("equal values are signed as equal octets")
  func deterministic() throws {
    let identity = try Identity()
    let other = ReferenceValues(
      name: "sample", from: [SampleEvidence.tdx(), SampleEvidence.snp(), SampleEvidence.nitro()])
    let payloads = try [SampleEvidence.reference, other].map {
      try COSESign1(decoding: try $0.signed(by: identity.key, certificate: identity.certificate)).payload
    }
    #expect(payloads[0] == payloads[1])
  }

  @Test("are refused where any octet of what is signed, or of the signature, is another one")
  func changed() throws {
    let identity = try Identity()
    let message = try COSESign1(
      decoding: try SampleEvidence.reference.signed(by: identity.key, certificate: identity.certificate))
    var payload = message.payload
    let hex = try #require(payload.lastIndex(of: UInt8(ascii: "1")))
    payload[hex] = UInt8(ascii: "2")
    let changed = COSESign1(protected: message.protected, payload: payload, signature: message.signature)
    #expect(throws: EvidenceError(.badSignature, "reference.signature", "")) {
      try ReferenceValues(signed: changed.encoded)
    }
    var signature = message.signature
    signature[63] ^= 1
    let forged = COSESign1(protected: message.protected, payload: message.payload, signature: signature)
    #expect(throws: EvidenceError(.badSignature, "reference.signature", "")) {
      try ReferenceValues(signed: forged.encoded)
    }
  }

  @Test("are not made with the certificate of another key, nor read with it")
  func otherCertificate() throws {
    let identity = try Identity()
    let other = try Identity()
    #expect(throws: KeyError.self) {
      try SampleEvidence.reference.signed(by: identity.key, certificate: other.certificate)
    }
    let message = try COSESign1.sign(
      payload: SampleEvidence.reference.document.cbor.encoded,
      protected: [
        .init(.int(COSELabel.type), .text(ReferenceValues.messageType)),
        .init(.int(COSELabel.certificates), .bytes(other.certificate)),
      ], by: identity.key)
    #expect(throws: EvidenceError(.badSignature, "reference.signature", "")) {
      try ReferenceValues(signed: message.encoded)
    }
  }

  @Test("are refused where another message of the same key is given for them, or one without a certificate")
  func otherMessage() throws {
    let identity = try Identity()
    let token = try EAR(SampleEvidence.appraise(SampleEvidence.snp()), by: VerifierIdentity(build: "1")).token(
      signedBy: identity.key)
    #expect(throws: EvidenceError.malformed("reference.type", "")) { try ReferenceValues(signed: token) }
    let bare = try COSESign1.sign(
      payload: SampleEvidence.reference.document.cbor.encoded,
      protected: [.init(.int(COSELabel.type), .text(ReferenceValues.messageType))], by: identity.key)
    #expect(throws: EvidenceError.malformed("reference.certificate", "")) { try ReferenceValues(signed: bare.encoded) }
  }

  @Test("are refused where the signed document is none")
  func noDocument() throws {
    let identity = try Identity()
    for payload in [CBOR.map([]), .bytes([1])] {
      let message = try COSESign1.sign(
        payload: payload.encoded,
        protected: [
          .init(.int(COSELabel.type), .text(ReferenceValues.messageType)),
          .init(.int(COSELabel.certificates), .bytes(identity.certificate)),
        ], by: identity.key)
      #expect(throws: EvidenceError.malformed("reference.document", "")) {
        try ReferenceValues(signed: message.encoded)
      }
    }
  }
}
