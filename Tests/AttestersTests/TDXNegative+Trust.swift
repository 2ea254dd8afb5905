import Attestation

@testable import Attesters

extension TDXNegative {
  private static let unknown = CertificatePlan.Extension(identifier: [1, 2, 3, 4], isCritical: true, value: [5, 0])

  static let pck: [Self] = [
    Self(.untrustedRoot, "tdx.root", "a root that nobody trusts", isTrusted: false),
    Self(
      .badChain, "x509.root-signature", "a root's signature with a bit turned over",
      authority: { $0.root.isDamaged = true }),
    Self(.badChain, "tdx.pck-count", "two certificates", parts: { $0.quote.chain.removeLast() }),
    Self(.badChain, "tdx.pck-count", "no certificate", parts: { $0.quote.chainText = [0] }),
    Self(
      .unsupportedAlgorithm, "tdx.pck-key", "a PCK on P-384", pck: { plan, _ in plan.key = .newP384() },
      parts: { $0.quote.qeSignatureFault = .replaced([UInt8](repeating: 1, count: 64)) }),
    Self(.malformed, "tdx.pck-extension", "no TCB", pck: { $1.hasTCB = false }),
    Self(.malformed, "tdx.pck-extension", "fifteen components", pck: { $1.components?.removeLast() }),
    Self(.malformed, "tdx.pck-extension", "no PCE SVN", pck: { $1.pceSVN = nil }),
    Self(.malformed, "tdx.pck-extension", "a PCE SVN of more than 16 bits", pck: { $1.pceSVN = 65_536 }),
    Self(.malformed, "tdx.pck-extension", "no CPU SVN", pck: { $1.cpuSVN = nil }),
    Self(.malformed, "tdx.pck-extension", "no PCE id", pck: { $1.pceID = nil }),
    Self(.malformed, "tdx.pck-extension", "a PCE id of one octet", pck: { $1.pceID = [0] }),
    Self(.malformed, "tdx.pck-extension", "no FMSPC", pck: { $1.fmspc = nil }),
    Self(.malformed, "tdx.pck-extension", "an FMSPC of seven octets", pck: { $1.fmspc?.append(0) }),
    Self(.malformed, "tdx.pck-extension", "an extension that is no DER", pck: { $1.replaced = [0x30, 5] }),
    Self(
      .badChain, "x509.not-a-ca", "a platform CA that is none",
      authority: { $0.platformCA.basicConstraints = .init(isCA: false) }),
    Self(
      .badChain, "x509.ca-usage", "a platform CA for signing data",
      authority: { $0.platformCA.keyUsage = .init(bits: 0x80) }),
    Self(
      .badChain, "x509.path-length", "no CA allowed below the root",
      authority: { $0.root.basicConstraints?.pathLength = 0 }),
    Self(
      .badChain, "x509.issuer", "a PCK of another issuer",
      pck: { plan, _ in plan.issuer = SimulatedName("somebody else") }),
    Self(
      .badChain, "x509.signature", "a PCK's signature with a bit turned over", pck: { plan, _ in plan.isDamaged = true }
    ),
    Self(.badChain, "x509.signature", "a platform CA's", authority: { $0.platformCA.isDamaged = true }),
    Self(
      .badChain, "x509.critical-extension", "a PCK with an unknown critical extension",
      pck: { plan, _ in plan.otherExtensions = [Self.unknown] }),
    Self(.badChain, "x509.leaf-is-ca", "a PCK that is a CA", pck: { plan, _ in plan.basicConstraints?.isCA = true }),
    Self(
      .badChain, "x509.leaf-usage", "a PCK for signing certificates",
      pck: { plan, _ in plan.keyUsage = .init(bits: 0x04) }),
    Self(.expired, "x509.leaf-validity", "a PCK that ended", pck: { plan, _ in plan.notAfter = Simulated.now - 1 }),
    Self(
      .expired, "x509.leaf-validity", "a PCK that has not begun", pck: { plan, _ in plan.notBefore = Simulated.now + 1 }
    ),
    Self(
      .expired, "x509.ca-validity", "a platform CA that ended",
      authority: { $0.platformCA.notAfter = Simulated.now - 1 }),
    Self(
      .expired, "x509.ca-validity", "a root that has not begun", authority: { $0.root.notBefore = Simulated.now + 1 }),
  ]

  static let collateral: [Self] = [
    Self(.collateralMissing, "tdx.collateral-missing", "no collateral", parts: { $0.hasCollateral = false }),
    Self(.collateralMissing, "tdx.tcb-info-missing", "no TCB Info", parts: { $0.withoutPieces = [0] }),
    Self(.collateralMissing, "tdx.qe-identity-missing", "no QE Identity", parts: { $0.withoutPieces = [1] }),
    Self(.collateralMissing, "tdx.signing-missing", "no signing certificates", parts: { $0.withoutPieces = [2] }),
    Self(.collateralMissing, "tdx.root-crl-missing", "no list of the root's", parts: { $0.withoutPieces = [3] }),
    Self(.collateralMissing, "tdx.pck-crl-missing", "no list of the platform CA's", parts: { $0.withoutPieces = [4] }),
    Self(
      .collateralMissing, "tdx.pck-crl-missing", "a list of another CA's",
      parts: { parts in
        parts.collateral.platformList = try parts.authority.platformList(now: Simulated.now) {
          $0.issuer = SimulatedName("Simulated SGX PCK Processor CA")
        }
      }),
    Self(
      .collateralMissing, "tdx.fmspc", "TCB Info for another FMSPC",
      parts: { $0.collateral.tcbInfo.fmspc = "00906ED50000" }),
    Self(.collateralMissing, "tdx.pce-id", "TCB Info for another PCE", parts: { $0.collateral.tcbInfo.pceID = "0001" }),
    Self(
      .malformed, "collateral.shape", "a piece that is nothing known", parts: { $0.pieces = [Array("nothing".utf8)] }),
    Self(.malformed, "collateral.shape", "JSON that is no collateral", parts: { $0.pieces = [Array("{}".utf8)] }),
    Self(.malformed, "collateral.shape", "JSON without an end", parts: { $0.pieces = [Array("{\"tcbInfo\":".utf8)] }),
    Self(
      .badSignature, "tdx.tcb-info-signature", "TCB Info's signature with a bit turned over",
      parts: { $0.collateral.tcbInfoFault = .damaged }),
    Self(
      .badSignature, "tdx.qe-identity-signature", "QE Identity's", parts: { $0.collateral.qeIdentityFault = .damaged }),
    Self(
      .badSignature, "tdx.tcb-info-signature", "collateral signed by another key",
      parts: { $0.collateral.signer = .newP256() }),
    Self(
      .untrustedRoot, "tdx.signing-root", "collateral of another made-up Intel",
      parts: { parts in
        let other = try SimulatedTDXAuthority(now: Simulated.now)
        parts.collateral.signer = other.signingKey
        parts.collateral.signingChain = [other.tcbSigning, other.root]
      }),
    Self(
      .badChain, "tdx.signing-kind", "collateral signed by the platform's own key",
      parts: { parts in
        parts.collateral.signer = parts.platform.key
        parts.collateral.signingChain = [parts.platform.certificate, parts.authority.root]
      }),
    Self(
      .badChain, "x509.issuer", "collateral signed below the platform CA",
      authority: { $0.tcbSigning.issuer = SimulatedName("Simulated SGX PCK Platform CA") }),
    Self(
      .badChain, "x509.signature", "a signing certificate with a bit turned over",
      authority: { $0.tcbSigning.isDamaged = true }),
    Self(
      .badChain, "x509.leaf-usage", "a signing certificate for signing certificates",
      authority: { $0.tcbSigning.keyUsage = .init(bits: 0x04) }),
    Self(
      .expired, "x509.leaf-validity", "a signing certificate that ended",
      authority: { $0.tcbSigning.notAfter = Simulated.now - 1 }),
    Self(
      .collateralExpired, "tdx.tcb-info-validity", "TCB Info that ended",
      parts: { $0.collateral.tcbInfo.nextUpdate = Simulated.now - 1 }),
    Self(
      .collateralExpired, "tdx.tcb-info-validity", "TCB Info that has not begun",
      parts: { $0.collateral.tcbInfo.issueDate = Simulated.now + 1 }),
    Self(
      .collateralExpired, "tdx.qe-identity-validity", "QE Identity that ended",
      parts: { $0.collateral.qeIdentity.nextUpdate = Simulated.now - 1 }),
    Self(
      .collateralExpired, "tdx.qe-identity-validity", "QE Identity that has not begun",
      parts: { $0.collateral.qeIdentity.issueDate = Simulated.now + 1 }),
  ]

  static let lists: [Self] = [
    Self(
      .revoked, "tdx.pck-revoked", "a PCK that was revoked",
      parts: { parts in
        parts.collateral.platformList = try parts.authority.platformList(
          now: Simulated.now, revoked: .pck(serial: parts.platform.serial))
      }),
    Self(
      .revoked, "tdx.pck-ca-revoked", "a platform CA that was revoked",
      parts: { $0.collateral.rootList = try $0.authority.rootList(now: Simulated.now, revoked: .platformCA) }),
    Self(
      .revoked, "tdx.signing-revoked", "a signing certificate that was revoked",
      parts: { $0.collateral.rootList = try $0.authority.rootList(now: Simulated.now, revoked: .tcbSigning) }),
    Self(
      .badChain, "crl.signature", "the root's list with a bit turned over",
      parts: { $0.collateral.rootList = try $0.authority.rootList(now: Simulated.now) { $0.isDamaged = true } }),
    Self(
      .badChain, "crl.signature", "the platform CA's list signed by another key",
      parts: {
        $0.collateral.platformList = try $0.authority.platformList(now: Simulated.now) { $0.signer = .newP256() }
      }),
    Self(
      .badChain, "crl.issuer-usage", "a platform CA that may not sign lists",
      authority: { $0.platformCA.keyUsage = .init(bits: 0x04) }),
    Self(
      .collateralExpired, "crl.validity", "the root's list that ended",
      parts: {
        $0.collateral.rootList = try $0.authority.rootList(now: Simulated.now) { $0.nextUpdate = Simulated.now - 1 }
      }),
    Self(
      .collateralExpired, "crl.validity", "the platform CA's list that has not begun",
      parts: {
        $0.collateral.platformList = try $0.authority.platformList(now: Simulated.now) {
          $0.thisUpdate = Simulated.now + 1
        }
      }),
    Self(
      .malformed, "collateral.shape", "a list without an end",
      parts: { $0.collateral.rootList = try $0.authority.rootList(now: Simulated.now) { $0.nextUpdate = nil } }),
  ]

  static let texts: [Self] = [
    Self(
      .malformed, "tdx.tcb-info", "TCB Info that is no JSON", parts: { $0.collateral.tcbInfo.text = "{" },
      asOneText: true),
    Self(
      .malformed, "tdx.tcb-info", "a member twice",
      parts: { $0.tcbInfoText = ("\"tcbType\":0", "\"tcbType\":0,\"tcbType\":0") }, asOneText: true),
    Self(
      .malformed, "tdx.qe-identity", "a number that is no integer",
      parts: { $0.qeIdentityText = ("\"isvprodid\":2", "\"isvprodid\":2.0") },
      asOneText: true),
    Self(
      .unsupportedVersion, "tdx.tcb-info.version", "TCB Info of version 2", parts: { $0.collateral.tcbInfo.version = 2 }
    ),
    Self(.malformed, "tdx.tcb-info.id", "TCB Info of SGX", parts: { $0.collateral.tcbInfo.id = "SGX" }),
    Self(
      .unsupportedVersion, "tdx.tcb-info.tcbType", "levels of another type",
      parts: { $0.tcbInfoText = ("\"tcbType\":0", "\"tcbType\":1") }),
    Self(
      .malformed, "tdx.tcb-info.fmspc", "an FMSPC of five octets", parts: { $0.collateral.tcbInfo.fmspc = "50806F0000" }
    ),
    Self(
      .malformed, "tdx.tcb-info.pceId", "a PCE id that is no number", parts: { $0.collateral.tcbInfo.pceID = "zzzz" }),
    Self(
      .malformed, "tdx.tcb-info.issueDate", "a date that there is none of",
      parts: { $0.tcbInfoText = ("2026-05-31T", "2026-02-31T") }),
    Self(
      .malformed, "tdx.tcb-info.nextUpdate", "no next update",
      parts: { $0.tcbInfoText = ("\"nextUpdate\"", "\"lastUpdate\"") }),
    Self(.malformed, "tdx.tcb-info.tcbLevels", "no levels", parts: { $0.collateral.tcbInfo.levels = [] }),
    Self(
      .malformed, "tdx.tcb-info.tcbLevels.tcb.sgxtcbcomponents", "fifteen components",
      parts: { $0.collateral.tcbInfo.levels[0].sgxComponents.removeLast() }),
    Self(
      .malformed, "tdx.tcb-info.tcbLevels.tcb.tdxtcbcomponents", "seventeen components",
      parts: { $0.collateral.tcbInfo.levels[1].tdxComponents.append(0) }),
    Self(
      .malformed, "tdx.tcb-info.tcbLevels.tcbStatus", "a status that there is none of",
      parts: { $0.collateral.tcbInfo.levels[0].status = "Fine" }),
    Self(
      .malformed, "tdx.tcb-info.tdxModule.mrsigner", "a module's signer of 47 octets",
      parts: { $0.collateral.tcbInfo.module.mrSigner.removeLast() }),
    Self(
      .malformed, "tdx.tcb-info.tdxModuleIdentities", "one series twice",
      parts: { $0.collateral.tcbInfo.modules.append($0.collateral.tcbInfo.modules[0]) }),
    Self(
      .malformed, "tdx.tcb-info.tdxModuleIdentities.tcbLevels.tcb.isvsvn", "a version that is text",
      parts: { $0.tcbInfoText = ("\"isvsvn\":5", "\"isvsvn\":\"5\"") }),
    Self(
      .unsupportedVersion, "tdx.qe-identity.version", "QE Identity of version 3",
      parts: { $0.collateral.qeIdentity.version = 3 }),
    Self(
      .malformed, "tdx.qe-identity.id", "the identity of SGX's quoting enclave",
      parts: { $0.collateral.qeIdentity.id = "QE" }),
    Self(
      .malformed, "tdx.qe-identity.mrsigner", "a signer of 31 octets",
      parts: { $0.collateral.qeIdentity.mrSigner.removeLast() }),
    Self(
      .malformed, "tdx.qe-identity.attributesMask", "a mask of one octet",
      parts: { $0.collateral.qeIdentity.attributesMask = "FF" }),
    Self(.malformed, "tdx.qe-identity.tcbLevels", "no levels", parts: { $0.collateral.qeIdentity.levels = [] }),
  ]
}
