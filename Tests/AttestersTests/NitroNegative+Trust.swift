import Attestation

@testable import Attesters

extension NitroNegative {
  private static let unknown = CertificatePlan.Extension(identifier: [1, 2, 3, 4], isCritical: true, value: [5, 0])
  /// ecdsa-with-SHA512.
  private static let sha512: [UInt8] = [0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x04]
  /// An Ed25519 key.
  private static let ed25519: [UInt8] =
    [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + [UInt8](repeating: 9, count: 32)

  static let certificates: [Self] = [
    Self(
      .malformed, "x509.certificate", "a leaf that is no certificate",
      document: { $0["certificate"] = .bytes([0x30, 0]) }),
    Self(
      .malformed, "x509.extensions", "basic constraints that are none",
      leaf: {
        $0.basicConstraints = nil
        $0.otherExtensions = [.init(identifier: [2, 5, 29, 19], isCritical: true, value: [4, 0])]
      }),
    Self(
      .malformed, "x509.extensions", "an extension twice",
      leaf: { $0.otherExtensions = [.init(identifier: [2, 5, 29, 19], isCritical: true, value: [0x30, 0])] }),
    Self(
      .malformed, "x509.extensions", "a path length of a leaf", leaf: { $0.basicConstraints?.pathLength = 0 }),
    Self(
      .unsupportedAlgorithm, "x509.signature-algorithm", "ECDSA with SHA-512",
      leaf: { $0.algorithmIdentifier = Self.sha512 }),
    Self(.unsupportedAlgorithm, "x509.public-key", "a leaf with an Ed25519 key", leaf: { $0.spki = Self.ed25519 }),
    Self(
      .malformed, "x509.public-key", "a point that is on no curve",
      leaf: {
        $0.spki = $0.key.spki.dropLast(96) + [UInt8](repeating: 1, count: 96)
      }),
    Self(
      .badChain, "nitro.curve", "a CA on P-256",
      cas: {
        $0[2].key = .newP256()
        $0[3].scheme = .ecdsaSHA256
      }),
    Self(
      .badChain, "nitro.curve", "a leaf on P-256", leaf: { $0.key = .newP256() },
      document: { $0.signatureFault = .replaced([UInt8](repeating: 1, count: 96)) }),
    Self(.badChain, "nitro.curve", "a leaf signed with SHA-256", leaf: { $0.scheme = .ecdsaSHA256 }),
    Self(.badChain, "nitro.leaf-constraints", "a leaf without basic constraints", leaf: { $0.basicConstraints = nil }),
    Self(.badChain, "nitro.leaf-usage", "a leaf without key usage", leaf: { $0.keyUsage = nil }),
  ]

  static let chain: [Self] = [
    Self(.untrustedRoot, "nitro.root", "a root that nobody trusts", isTrusted: false),
    Self(
      .untrustedRoot, "nitro.root", "the trusted root in second place",
      document: {
        guard case .array(let cas) = $0["cabundle"] else { return }
        $0["cabundle"] = .array([cas[1], cas[0]] + cas.dropFirst(2))
      }),
    Self(.badChain, "x509.not-a-ca", "a CA that is none", cas: { $0[1].basicConstraints = .init(isCA: false) }),
    Self(.badChain, "x509.not-a-ca", "a CA that does not say so", cas: { $0[2].basicConstraints = nil }),
    Self(.badChain, "x509.not-a-ca", "a root that does not say so", cas: { $0[0].basicConstraints = nil }),
    Self(.badChain, "x509.ca-usage", "a CA for signing data", cas: { $0[1].keyUsage = .init(bits: 0x80) }),
    Self(.badChain, "x509.ca-usage", "a CA without key usage", cas: { $0[3].keyUsage = nil }),
    Self(
      .badChain, "x509.path-length", "no CA allowed below the region's", cas: { $0[1].basicConstraints?.pathLength = 0 }
    ),
    Self(
      .badChain, "x509.path-length", "one CA allowed below the root", cas: { $0[0].basicConstraints?.pathLength = 1 }),
    Self(
      .badChain, "x509.path-length", "a CA that allows more than those above",
      cas: {
        $0[1].basicConstraints?.pathLength = 1
        $0[2].basicConstraints?.pathLength = 5
      }),
    Self(.badChain, "x509.issuer", "a leaf of another issuer", leaf: { $0.issuer = SimulatedName("somebody else") }),
    Self(.badChain, "x509.issuer", "a CA of another issuer", cas: { $0[2].issuer = SimulatedName("somebody else") }),
    Self(
      .badChain, "x509.issuer", "CAs in the wrong order",
      document: {
        guard case .array(let cas) = $0["cabundle"] else { return }
        $0["cabundle"] = .array([cas[0], cas[2], cas[1], cas[3]])
      }),
    Self(
      .badChain, "x509.critical-extension", "a leaf with an unknown critical extension",
      leaf: { $0.otherExtensions = [Self.unknown] }),
    Self(.badChain, "x509.critical-extension", "a CA with one", cas: { $0[2].otherExtensions = [Self.unknown] }),
    Self(.badChain, "x509.signature", "a leaf's signature with a bit turned over", leaf: { $0.isDamaged = true }),
    Self(.badChain, "x509.signature", "a CA's signature with a bit turned over", cas: { $0[2].isDamaged = true }),
    Self(.badChain, "x509.signature", "a leaf signed by another key", leaf: { $0.signer = .newP384() }),
    Self(.badChain, "x509.leaf-is-ca", "a leaf that is a CA", leaf: { $0.basicConstraints?.isCA = true }),
    Self(.badChain, "x509.leaf-usage", "a leaf for signing certificates", leaf: { $0.keyUsage?.bits = 0x04 }),
    Self(.expired, "x509.ca-validity", "a CA that ended", cas: { $0[3].notAfter = Simulated.now - 1 }),
    Self(.expired, "x509.ca-validity", "a CA that has not begun", cas: { $0[2].notBefore = Simulated.now + 1 }),
    Self(.expired, "x509.ca-validity", "a root that ended", cas: { $0[0].notAfter = Simulated.now - 1 }),
    Self(.expired, "x509.leaf-validity", "a leaf that ended", leaf: { $0.notAfter = Simulated.now - 1 }),
    Self(.expired, "x509.leaf-validity", "a leaf that has not begun", leaf: { $0.notBefore = Simulated.now + 1 }),
    Self(
      .badSignature, "nitro.signature", "a signature with a bit turned over", document: { $0.signatureFault = .damaged }
    ),
    Self(
      .badSignature, "nitro.signature", "a signature of zeros",
      document: { $0.signatureFault = .replaced([UInt8](repeating: 0, count: 96)) }),
    Self(.badSignature, "nitro.signature", "a document signed by another key", signer: .newP384()),
    Self(
      .badSignature, "nitro.signature", "a payload changed after signing",
      document: {
        $0.changeItems = { items in
          guard case .bytes(var payload) = items[2], let place = payload.firstIndex(of: 0x4D) else { return }
          payload[place] ^= 1
          items[2] = .bytes(payload)
        }
      }),
    Self(.stale, "nitro.timestamp-age", "a document of more than five minutes", later: 301),
    Self(
      .stale, "nitro.timestamp-age", "a document of six seconds ahead",
      document: { $0["timestamp"] = .unsigned(UInt64(Simulated.now + 6) * 1_000) }),
  ]
}
