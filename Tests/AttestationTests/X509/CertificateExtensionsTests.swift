import SwiftASN1
import Testing

@testable import Attestation

@Suite("Extensions of certificates")
struct CertificateExtensionsTests {
  private func read(_ extensions: [UInt8]...) throws -> CertificateExtensions {
    try CertificateExtensions(try DER.parse(HandDER.tlv(0x30, extensions.flatMap(\.self))))
  }

  @Test("what a CA may do is read, other extensions are kept, critical ones among them are told")
  func whole() throws {
    let found = try self.read(
      CertificateDraft.basicConstraints(3), CertificateDraft.keyUsage(0x86),
      CertificateDraft.extension([1, 2, 3], [7, 8]), CertificateDraft.extension([1, 2, 4], isCritical: true, [9]))
    #expect(found.basicConstraints == .init(isCA: true, pathLength: 3))
    let usage = try #require(found.keyUsage)
    #expect(usage.signsData && usage.signsCertificates && usage.signsRevocationLists)
    #expect(found.others == [[1, 2, 3]: [7, 8], [1, 2, 4]: [9]])
    #expect(found.unknownCritical == [[1, 2, 4]])
  }

  @Test("each bit of the key usage is its own")
  func usage() throws {
    for (octet, expected) in [
      (UInt8(0x80), [true, false, false]), (0x04, [false, true, false]), (0x02, [false, false, true]),
    ] {
      let usage = try #require(try self.read(CertificateDraft.keyUsage(octet)).keyUsage)
      #expect([usage.signsData, usage.signsCertificates, usage.signsRevocationLists] == expected)
    }
  }

  @Test("no extensions: nothing is known, so nothing is a CA")
  func missing() throws {
    let found = try CertificateExtensions(nil)
    #expect(found.basicConstraints == nil && found.keyUsage == nil && found.others.isEmpty)
  }

  @Test("basic constraints without CA say that it is none")
  func noCA() throws {
    #expect(
      try self.read(CertificateDraft.basicConstraints(isCA: false)).basicConstraints
        == .init(isCA: false, pathLength: nil))
  }

  @Test(
    "structures that are none are malformed",
    arguments: [
      "none at all": [],
      "one twice": CertificateDraft.keyUsage(0x80) + CertificateDraft.keyUsage(0x80),
      "a path length without CA": CertificateDraft.basicConstraints(1, isCA: false),
      "a negative path length": CertificateDraft.extension(
        [2, 5, 29, 19], HandDER.sequence(HandDER.true_, [0x02, 0x01, 0xFF])),
      "a path length beyond every number": CertificateDraft.extension(
        [2, 5, 29, 19], HandDER.sequence(HandDER.true_, HandDER.tlv(0x02, [1] + Array(repeating: 0, count: 8)))),
      "more than constraints": CertificateDraft.extension(
        [2, 5, 29, 19], HandDER.sequence(HandDER.true_, HandDER.integer(1), HandDER.integer(1))),
      "octets after the constraints": CertificateDraft.extension(
        [2, 5, 29, 19], HandDER.sequence(HandDER.true_) + [0]),
      "an empty key usage": CertificateDraft.extension([2, 5, 29, 15], HandDER.bits([])),
      "a key usage that is a number": CertificateDraft.extension([2, 5, 29, 15], HandDER.integer(6)),
      "a critical that is said to be false": HandDER.sequence(
        HandDER.oid([1, 2, 3]), [0x01, 0x01, 0x00], HandDER.octets([])),
      "a truth that is not 0xFF": HandDER.sequence(HandDER.oid([1, 2, 3]), [0x01, 0x01, 0x01], HandDER.octets([])),
      "no value": HandDER.sequence(HandDER.oid([1, 2, 3])),
      "65 of them": (0..<65).flatMap { CertificateDraft.extension([1, 2, $0], []) },
    ] as [String: [UInt8]])
  func malformed(what: String, extensions: [UInt8]) throws {
    #expect(throws: EvidenceError.malformed("x509.extensions", "")) { try self.read(extensions) }
  }

  @Test("64 extensions are not too many")
  func most() throws {
    let extensions = (0..<64 as Range<UInt64>).flatMap { CertificateDraft.extension([1, 2, $0], []) }
    #expect(try self.read(extensions).others.count == 64)
  }
}
