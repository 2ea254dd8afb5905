import Attestation

@testable import Attesters

extension SNPNegative {
  private static let unknown = CertificatePlan.Extension(identifier: [1, 2, 3, 4], isCritical: true, value: [5, 0])

  static let extensions: [Self] = [
    Self(.malformed, "snp.vek-extension", "no bootloader", vek: { $1.bootloader = nil }),
    Self(.malformed, "snp.vek-extension", "no TEE", vek: { $1.tee = nil }),
    Self(.malformed, "snp.vek-extension", "no SNP firmware", vek: { $1.snp = nil }),
    Self(.malformed, "snp.vek-extension", "no microcode", vek: { $1.microcode = nil }),
    Self(.malformed, "snp.vek-extension", "no FMC of a Turin", .turin, vek: { $1.fmc = nil }),
    Self(.malformed, "snp.vek-extension", "a version of 256", vek: { $1.microcode = 256 }),
    Self(.malformed, "snp.vek-extension", "a version that is no number", vek: { $1.replaced[[3, 1]] = [5, 0] }),
    Self(.malformed, "snp.vek-extension", "octets after a version", vek: { $1.replaced[[3, 1]] = [2, 1, 4, 0] }),
    Self(.malformed, "snp.vek-extension", "no product", vek: { $1.product = nil }),
    Self(.malformed, "snp.vek-extension", "an empty product", vek: { $1.product = "" }),
    Self(.malformed, "snp.vek-extension", "a product of another type", vek: { $1.replaced[[2]] = [4, 1, 65] }),
    Self(.malformed, "snp.vek-extension", "no structure version", vek: { $1.structVersion = nil }),
    Self(.malformed, "snp.vek-product", "a product that is not known", vek: { $1.product = "Rome-B0" }),
    Self(.malformed, "snp.vek-kind", "both HWID and CSP_ID", vek: { $1.cspID = "CN=cloud" }),
    Self(.malformed, "snp.vek-kind", "neither", vek: { $1.hardwareID = nil }),
    Self(.malformed, "snp.vek-hwid", "a HWID of 63 octets", vek: { $1.hardwareID?.removeLast() }),
    Self(
      .malformed, "snp.vek-hwid", "a Turin's HWID of 64 octets", .turin, vek: { $1.hardwareID = Simulated.turinChipID }),
    Self(
      .unsupportedAlgorithm, "snp.vek-key", "a VCEK on P-256", vek: { plan, _ in plan.key = .newP256() },
      report: { $0.signatureFault = .replaced([UInt8](repeating: 1, count: 96)) }),
    Self(.badChain, "snp.product", "a Genoa's key below the Milan root", vek: { $1.product = "Genoa-B1" }),
  ]

  static let chain: [Self] = [
    Self(.untrustedRoot, "snp.root", "a root that nobody trusts", isTrusted: false),
    Self(
      .badChain, "x509.root-signature", "a root's signature with a bit turned over",
      cas: { ark, _ in ark.isDamaged = true }),
    Self(.badChain, "x509.not-a-ca", "an ASK that is no CA", cas: { $1.basicConstraints = .init(isCA: false) }),
    Self(.badChain, "x509.not-a-ca", "an ARK that does not say so", cas: { ark, _ in ark.basicConstraints = nil }),
    Self(.badChain, "x509.ca-usage", "an ASK for signing data", cas: { $1.keyUsage = .init(bits: 0x80) }),
    Self(
      .badChain, "x509.path-length", "no CA allowed below the ARK",
      cas: { ark, _ in ark.basicConstraints?.pathLength = 0 }),
    Self(.badChain, "x509.issuer", "an ASK of another issuer", cas: { $1.issuer = SimulatedName("somebody else") }),
    Self(
      .badChain, "x509.issuer", "a VCEK of another issuer",
      vek: { plan, _ in plan.issuer = SimulatedName("somebody else") }),
    Self(
      .badChain, "x509.critical-extension", "an ASK with an unknown critical extension",
      cas: { $1.otherExtensions = [Self.unknown] }),
    Self(
      .badChain, "x509.critical-extension", "an ARK with one", cas: { ark, _ in ark.otherExtensions = [Self.unknown] }),
    Self(
      .badChain, "x509.critical-extension", "a VCEK with one", vek: { plan, _ in plan.otherExtensions = [Self.unknown] }
    ),
    Self(.badChain, "x509.signature", "an ASK's signature with a bit turned over", cas: { $1.isDamaged = true }),
    Self(
      .badChain, "x509.signature", "a VCEK's signature with a bit turned over",
      vek: { plan, _ in plan.isDamaged = true }),
    Self(
      .badChain, "x509.signature", "a VCEK signed by itself by ECDSA",
      vek: { plan, _ in
        plan.signer = plan.key
        plan.scheme = .ecdsaSHA384
      }),
    Self(
      .unsupportedAlgorithm, "x509.signature-algorithm", "PSS with a salt of 32 octets",
      vek: { plan, _ in plan.algorithmIdentifier = SimulatedScheme.pss(salt: 32) }),
    Self(
      .badChain, "x509.leaf-is-ca", "a VCEK that is a CA",
      vek: { plan, _ in plan.basicConstraints = .init(isCA: true, pathLength: nil) }),
    Self(
      .badChain, "x509.leaf-usage", "a VCEK for signing certificates",
      vek: { plan, _ in plan.keyUsage = .init(bits: 0x04) }),
    Self(.expired, "x509.ca-validity", "an ASK that ended", cas: { $1.notAfter = Simulated.now - 1 }),
    Self(
      .expired, "x509.ca-validity", "an ARK that has not begun", cas: { ark, _ in ark.notBefore = Simulated.now + 1 }),
    Self(.expired, "x509.leaf-validity", "a VCEK that ended", vek: { plan, _ in plan.notAfter = Simulated.now - 1 }),
    Self(
      .expired, "x509.leaf-validity", "a VLEK that has not begun", .genoa, .vlek,
      vek: { plan, _ in plan.notBefore = Simulated.now + 1 }),
  ]

  static let endorsements: [Self] = [
    Self(.collateralMissing, "snp.vek-missing", "no VCEK", given: { given, _ in given.hasVEK = false }),
    Self(.collateralMissing, "snp.ask-missing", "no ASK", given: { given, _ in given.hasASK = false }),
    Self(.collateralMissing, "snp.ark-missing", "no ARK", given: { given, _ in given.hasARK = false }),
    Self(
      .malformed, "snp.endorsements", "more certificates than any report needs", given: { given, _ in given.arks = 63 }),
    Self(
      .revoked, "snp.revoked", "an ASK that was revoked",
      given: { $0.list = try $1.revocationList(now: Simulated.now, isRevoked: true) }),
    Self(
      .badChain, "crl.issuer", "a revocation list of another issuer",
      given: { $0.list = try $1.revocationList(now: Simulated.now) { $0.issuer = SimulatedName("somebody else") } }),
    Self(
      .badChain, "crl.issuer-usage", "an ARK that may not sign revocation lists",
      cas: { ark, _ in ark.keyUsage = .init(bits: 0x04) },
      given: { $0.list = try $1.revocationList(now: Simulated.now) }),
    Self(
      .badChain, "crl.signature", "a revocation list with a bit turned over",
      given: { $0.list = try $1.revocationList(now: Simulated.now) { $0.isDamaged = true } }),
    Self(
      .collateralExpired, "crl.validity", "a revocation list that ended",
      given: { $0.list = try $1.revocationList(now: Simulated.now) { $0.nextUpdate = Simulated.now - 1 } }),
    Self(
      .collateralExpired, "crl.validity", "a revocation list that has not begun",
      given: { $0.list = try $1.revocationList(now: Simulated.now) { $0.thisUpdate = Simulated.now + 1 } }),
    Self(
      .malformed, "crl.structure", "a revocation list without an end",
      given: { $0.list = try $1.revocationList(now: Simulated.now) { $0.nextUpdate = nil } }),
    Self(.malformed, "crl.structure", "a revocation list that is none", given: { given, _ in given.list = [0x30, 0] }),
  ]
}
