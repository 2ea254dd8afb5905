import TLSKeys
import Testing

@testable import Attestation

@Suite("An attestation result as a signed token")
struct EARTokenTests {
  static let now = SampleEvidence.now
  static let ear = EARTests.ear(SampleEvidence.appraise(SampleEvidence.snp()))

  @Test("is verified by the key of its verifier", arguments: [PrivateKey.Kind.p256, .p384])
  func verified(kind: PrivateKey.Kind) throws {
    let key = try PrivateKey.generate(kind)
    let token = try Self.ear.token(signedBy: key)
    #expect(token.first == 0xD2)
    let read = try EAR(token: token, signedBy: key.publicKey, now: Self.now)
    #expect(read.cbor == Self.ear.cbor)
    let headers = CBOR.map(try COSESign1(decoding: token).headers())
    #expect(headers[1]?.integer == (kind == .p256 ? -7 : -35))
    #expect(headers[4]?.octets == key.publicKey.digest.octets)
    #expect(headers[16]?.string == #"application/eat+cwt; eat_profile="tag:ietf.org,2026:rats/ear#04""#)
  }

  @Test("is refused where another key is expected")
  func otherKey() throws {
    let token = try Self.ear.token(signedBy: try PrivateKey.generate(.p256))
    let other = try PrivateKey.generate(.p256).publicKey
    #expect(throws: EvidenceError(.badSignature, "ear.signature", "")) {
      try EAR(token: token, signedBy: other, now: Self.now)
    }
  }

  @Test("holds to its last second, and not before it was issued but for a minute")
  func times() throws {
    let key = try PrivateKey.generate(.p256)
    let token = try Self.ear.token(signedBy: key)
    #expect(throws: Never.self) { try EAR(token: token, signedBy: key.publicKey, now: Self.now + 3_600) }
    #expect(throws: EvidenceError(.expired, "ear.exp", "")) {
      try EAR(token: token, signedBy: key.publicKey, now: Self.now + 3_601)
    }
    #expect(throws: Never.self) { try EAR(token: token, signedBy: key.publicKey, now: Self.now - 60) }
    #expect(throws: EvidenceError(.stale, "ear.iat", "")) {
      try EAR(token: token, signedBy: key.publicKey, now: Self.now - 61)
    }
  }

  @Test("is refused where the message says that it is something else")
  func type() throws {
    let key = try PrivateKey.generate(.p256)
    let message = try COSESign1.sign(payload: Self.ear.cbor.encoded, by: key)
    #expect(throws: EvidenceError.malformed("ear.type", "")) {
      try EAR(token: message.encoded, signedBy: key.publicKey, now: Self.now)
    }
  }

  /// The claims set with one claim changed, or without it.
  static func changed(_ label: Int64, _ value: CBOR?, within submodule: Bool = false) -> CBOR {
    func change(_ map: CBOR) -> CBOR {
      let others = (map.entries ?? []).filter { $0.key.integer != label }
      return .map(others + (value.map { [CBOR.Entry(.int(label), $0)] } ?? []))
    }
    guard submodule else { return change(self.ear.cbor) }
    let snp = change(self.ear.cbor[266]?["snp"] ?? .null)
    let others = (self.ear.cbor.entries ?? []).filter { $0.key.integer != 266 }
    return .map(others + [CBOR.Entry(.int(266), .map([CBOR.Entry(.text("snp"), snp)]))])
  }

  static let bad: [(Int64, CBOR?, Bool, String)] = [
    (265, nil, false, "ear.eat_profile"), (6, nil, false, "ear.iat"), (6, .text("now"), false, "ear.iat"),
    (4, .text("never"), false, "ear.exp"),
    (1004, nil, false, "ear.ear_verifier_id"), (1004, .map([]), false, "ear.ear_verifier_id"),
    (266, nil, false, "ear.submods"),
    (266, .map([]), false, "ear.submods"), (266, .map([.init(.int(1), .map([]))]), false, "ear.submods"),
    (1000, .int(3), false, "ear.ear_status"), (1000, nil, true, "ear.ear_status"),
    (1000, .int(1), true, "ear.ear_status"),
    // The part is worse than the sum.
    (1000, .int(32), true, "ear.ear_status"), (1000, .int(96), true, "ear.ear_status"),
    (1001, .map([.init(.int(8), .int(2))]), true, "ear.ear_trustworthiness_vector"),
    (1001, .map([.init(.int(0), .int(128))]), true, "ear.ear_trustworthiness_vector"),
    (1001, .map([.init(.int(2), .int(96))]), true, "ear.ear_status"),
    (1001, .map([.init(.int(2), .int(32))]), true, "ear.ear_status"),
    (1003, .array([]), true, "ear.ear_appraisal_policy_ids"), (1003, .text("x"), true, "ear.ear_appraisal_policy_ids"),
    (10, .bytes([1]), true, "ear.eat_nonce"), (1005, .text("x"), true, "ear.ear_attester_claims"),
    (1006, .null, true, "ear.ear_verifier_claims"),
  ]

  @Test(
    "is malformed where a claim is missing or no such value, or better than what it sums up", arguments: bad.indices)
  func malformed(index: Int) {
    let (label, value, isWithin, check) = Self.bad[index]
    #expect(throws: EvidenceError.malformed(check, "")) { try EAR(cbor: Self.changed(label, value, within: isWithin)) }
  }

  @Test("of another draft is of an unsupported version, and claims of others are passed over")
  func others() throws {
    #expect(throws: EvidenceError(.unsupportedVersion, "ear.profile", "")) {
      try EAR(cbor: Self.changed(265, .text("tag:github.com,2023:veraison/ear")))
    }
    #expect(throws: Never.self) { try EAR(cbor: Self.changed(-70_000, .bytes([1]))) }
    #expect(throws: Never.self) { try EAR(cbor: Self.changed(1002, .bytes([1]), within: true)) }
    let better = Self.changed(1000, .int(0))
    #expect(throws: Never.self) { try EAR(cbor: better) }
  }
}
