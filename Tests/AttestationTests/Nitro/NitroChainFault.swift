import TLSKeys
import Testing
import X509

@testable import Attestation

/// One thing that is wrong with a chain, and the check that must notice it.
struct NitroChainFault: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let error: EvidenceError
  let change: @Sendable (inout [NitroChain.Link]) -> Void

  private init(
    _ description: String, _ kind: EvidenceError.Kind, _ check: String,
    _ change: @escaping @Sendable (inout [NitroChain.Link]) -> Void
  ) {
    self.testDescription = description
    self.error = EvidenceError(kind, check, "")
    self.change = change
  }

  static let all: [Self] = [
    Self("a zone that is no CA", .badChain, "x509.not-a-ca") { $0[2].isCA = false },
    Self("an instance that does not say whether it is a CA", .badChain, "x509.not-a-ca") { $0[3].isCA = nil },
    Self("a root that is no CA", .badChain, "x509.not-a-ca") { $0[0].isCA = false },
    Self("a region that may not sign certificates", .badChain, "x509.ca-usage") {
      $0[1].usage = KeyUsage(digitalSignature: true)
    },
    Self("an instance without keyUsage", .badChain, "x509.ca-usage") { $0[3].usage = nil },
    Self("a region with a pathLen of 1", .badChain, "x509.path-length") { $0[1].pathLength = 1 },
    Self("a zone with a pathLen of 0", .badChain, "x509.path-length") { $0[2].pathLength = 0 },
    Self("a root with a pathLen of 2", .badChain, "x509.path-length") { $0[0].pathLength = 2 },
    Self("a pathLen that grows again", .badChain, "x509.path-length") {
      $0[1].pathLength = 1
      $0[2].pathLength = 5
    },
    Self("an enclave that is a CA", .badChain, "x509.leaf-is-ca") { $0[4].isCA = true },
    Self("an enclave that does not say whether it is a CA", .badChain, "nitro.leaf-constraints") { $0[4].isCA = nil },
    Self("an enclave that may not sign data", .badChain, "x509.leaf-usage") {
      $0[4].usage = KeyUsage(keyEncipherment: true)
    },
    Self("an enclave without keyUsage", .badChain, "nitro.leaf-usage") { $0[4].usage = nil },
    Self("an enclave of another instance", .badChain, "x509.issuer") { $0[4].issuer = "other.test" },
    Self("a zone of another region", .badChain, "x509.issuer") { $0[2].issuer = "other.test" },
    Self("an enclave that its instance did not sign", .badChain, "x509.signature") { $0[4].isForged = true },
    Self("a region that the root did not sign", .badChain, "x509.signature") { $0[1].isForged = true },
    Self("an enclave with an unknown critical extension", .badChain, "x509.critical-extension") {
      $0[4].hasUnknownExtension = true
    },
    Self("a zone with an unknown critical extension", .badChain, "x509.critical-extension") {
      $0[2].hasUnknownExtension = true
    },
    Self("an enclave that has expired", .expired, "x509.leaf-validity") { $0[4].notAfter = NitroChain.now - 1 },
    Self("an enclave of the future", .expired, "x509.leaf-validity") { $0[4].notBefore = NitroChain.now + 1 },
    Self("an instance that has expired", .expired, "x509.ca-validity") { $0[3].notAfter = NitroChain.now - 1 },
    Self("a region of the future", .expired, "x509.ca-validity") { $0[1].notBefore = NitroChain.now + 1 },
    Self("a root that has expired", .expired, "x509.ca-validity") { $0[0].notAfter = NitroChain.now - 1 },
    Self("an enclave with a P-256 key", .badChain, "nitro.curve") { $0[4].curve = .p256 },
    Self("an instance with a P-256 key", .badChain, "nitro.curve") { $0[3].curve = .p256 },
    Self("a root with a P-256 key", .badChain, "nitro.curve") { $0[0].curve = .p256 },
  ]
}
