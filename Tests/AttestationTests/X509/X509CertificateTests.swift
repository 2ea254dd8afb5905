import CryptoExtras
import Testing

@testable import Attestation

@Suite("Certificates of vendors")
struct X509CertificateTests {
  private let key = HandKey.p384()

  private func refusal(_ change: (inout CertificateDraft) -> Void) throws -> EvidenceError? {
    var draft = CertificateDraft.ca("Root", by: "Root", key: self.key)
    change(&draft)
    return self.refusal(of: try draft.der(signedBy: self.key))
  }

  private func refusal(of der: [UInt8]) -> EvidenceError? {
    do throws(EvidenceError) {
      _ = try X509Certificate(der: der)
      return nil
    } catch {
      return error
    }
  }

  private let malformed = EvidenceError.malformed("x509.certificate", "")

  @Test("a certificate says its names, its serial and its times")
  func read() throws {
    var draft = CertificateDraft.ca("Sub", by: "Root", key: self.key)
    draft.notAfter = HandDER.generalizedTime("20510301123456Z")
    let certificate = try draft.certificate(signedBy: self.key)
    #expect(certificate.name == "“Sub”" && certificate.subject == HandDER.name("Sub"))
    #expect(certificate.issuer == HandDER.name("Root") && certificate.serial == [1])
    #expect(certificate.notBefore == 1_767_225_600 && certificate.notAfter == 2_561_286_896)
    #expect(certificate.isSigned(by: certificate.key))
  }

  @Test("a name cannot bring control characters into a message")
  func name() throws {
    let draft = CertificateDraft.ca("A\u{1B}[2J\r\n\u{7F}é“B", by: "Root", key: self.key)
    #expect(try draft.certificate(signedBy: self.key).name == "“A[2JB”")
  }

  @Test("versions 1 and 3 are read; extensions belong to 3 only")
  func versions() throws {
    #expect(
      try self.refusal {
        $0.version = []
        $0.extensions = nil
      } == nil)
    #expect(try self.refusal { $0.version = [] } == self.malformed)
    #expect(try self.refusal { $0.version = HandDER.explicit(0, HandDER.integer(3)) } == self.malformed)
    #expect(
      try self.refusal {
        $0.version = HandDER.explicit(0, HandDER.integer(9))
        $0.extensions = nil
      } == self.malformed)
  }

  @Test("a serial of zero, as AMD's, is read; one that is not the shortest is not")
  func serial() throws {
    #expect(try self.refusal { $0.serial = HandDER.integer(0) } == nil)
    #expect(try self.refusal { $0.serial = [0x02, 0x02, 0x00, 0x01] } == self.malformed)
    #expect(try self.refusal { $0.serial = [0x02, 0x00] } == self.malformed)
  }

  @Test("the algorithm must be said twice in the same way, and be one that vendors use")
  func algorithms() throws {
    #expect(
      try self.refusal { $0.innerAlgorithm = HandDER.sequence(HandDER.oid([1, 2, 840, 10045, 4, 3, 2])) }
        == self.malformed)
    let unsupported = EvidenceError(.unsupportedAlgorithm, "x509.signature-algorithm", "")
    #expect(
      try self.refusal { $0.algorithm = HandDER.sequence(HandDER.oid([1, 2, 840, 113549, 1, 1, 11]), [5, 0]) }
        == unsupported)
    #expect(
      try self.refusal { $0.algorithm = HandDER.sequence(HandDER.oid([1, 2, 840, 10045, 4, 3, 3]), [5, 0]) }
        == unsupported)
    #expect(try self.refusal { $0.algorithm = HandKey.pss(salt: 32) } == unsupported)
    #expect(try self.refusal { $0.algorithm = HandKey.pss(salt: 48) } == nil)
  }

  @Test("times that are none are malformed")
  func times() throws {
    #expect(try self.refusal { $0.notAfter = HandDER.utcTime("261301000000Z") } == self.malformed)
    #expect(try self.refusal { $0.notAfter = HandDER.utcTime("2701010000Z") } == self.malformed)
    #expect(try self.refusal { $0.notAfter = [] } == self.malformed)
  }

  @Test("octets cut off, added, or too many are malformed")
  func octets() throws {
    let der = try CertificateDraft.ca("Root", by: "Root", key: self.key).der(signedBy: self.key)
    for count in stride(from: 0, to: der.count, by: 7) {
      #expect(self.refusal(of: Array(der.prefix(count))) == self.malformed)
    }
    #expect(self.refusal(of: der + [0]) == self.malformed)
    #expect(
      try self.refusal {
        $0.extensions?.append(CertificateDraft.extension([1, 2, 3], Array(repeating: 0, count: 8_192)))
      }
        == self.malformed)
  }

  @Test("an RSA-PSS signature of a key of 2,048 bits holds, and an ECDSA key does not verify it")
  func rsa() throws {
    let rsa = HandKey.rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048))
    let root = try CertificateDraft.ca("Root", by: "Root", key: rsa).certificate(signedBy: rsa)
    #expect(root.isSigned(by: root.key))
    let other = try CertificateDraft.ca("Root", by: "Root", key: self.key).certificate(signedBy: self.key)
    #expect(!root.isSigned(by: other.key) && !other.isSigned(by: root.key))
    let small = HandKey.rsa(try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1_024)))
    let draft = CertificateDraft.ca("Root", by: "Root", key: small)
    #expect(
      self.refusal(of: try draft.der(signedBy: small)) == EvidenceError(.unsupportedAlgorithm, "x509.public-key", ""))
  }
}
