import Crypto
import Testing

@testable import Attestation

@Suite("TDX quotes of a made-up Intel")
struct TDXVerifierTests {
  @Test("a quote is verified down from the root, and says what it proves", arguments: [UInt16(4), 5])
  func verified(_ version: UInt16) throws {
    var world = TDXWorld()
    world.quote.version = version
    let evidence = try world.verify()
    #expect(evidence.format == .tdx && evidence.isSimulated && !evidence.isDebug)
    #expect(evidence.measurements.map(\.name) == ["mrtd", "rtmr0", "rtmr1", "rtmr2", "rtmr3"])
    #expect(evidence.measurements.map { $0.value.first } == [1, 5, 6, 7, 8])
    #expect(evidence.boundData == world.quote.reportData)
    #expect(evidence.tcb.status == .upToDate && evidence.tcb.text == "UpToDate" && evidence.tcb.advisories.isEmpty)
    #expect(evidence.tcb.components["tee_tcb_svn.2"] == 4 && evidence.tcb.components["sgx.16"] == 5)
    #expect(evidence.claims.first { $0.name == "mrowner" }?.value == [UInt8](repeating: 3, count: 48))
    #expect(evidence.notAfter == world.rootList.nextUpdate && evidence.findings.isEmpty)
  }

  @Test("the same again, and another time, are judged anew from what is remembered")
  func remembered() throws {
    let world = TDXWorld()
    let verifier = TDXVerifier(roots: world.roots)
    let octets = try world.quoteOctets()
    let collateral = try TDXCollateral(try world.pieces())
    for _ in 0..<2 { _ = try verifier.verify(octets, collateral: collateral, now: world.now) }
    #expect(throws: EvidenceError(.collateralExpired, "tdx.tcb-info-validity", "")) {
      try verifier.verify(octets, collateral: collateral, now: 1_792_592_001)
    }
    #expect(throws: EvidenceError(.expired, "x509.ca-validity", "")) {
      try verifier.verify(octets, collateral: collateral, now: 2_000_000_001)
    }
    var revoked = world
    revoked.pckList.revoked = [9]
    #expect(throws: EvidenceError(.revoked, "tdx.pck-revoked", "")) {
      try verifier.verify(octets, collateral: try TDXCollateral(try revoked.pieces()), now: world.now)
    }
  }

  @Test("debug TDs are verified, and said to be such")
  func debug() throws {
    var world = TDXWorld()
    world.quote.tdAttributes[0] = 1
    #expect(try world.verify().isDebug)
  }

  @Test("of two pieces about the same thing the later one counts")
  func newest() throws {
    var world = TDXWorld()
    world.pckList.revoked = [9]
    let octets = try world.quoteOctets()
    let newer = try world.pieces()
    world.pckList.revoked = []
    world.pckList.thisUpdate -= 10
    world.tcbInfo = world.tcbInfo.replacingOne("2026-09-21", "2026-09-20")
    let older = try world.pieces()
    for pieces in [newer + older, older + newer] {
      #expect(throws: EvidenceError(.revoked, "tdx.pck-revoked", "")) {
        try TDXVerifier(roots: world.roots).verify(octets, collateral: try TDXCollateral(pieces), now: world.now)
      }
    }
  }

  @Test("what is missing of the collateral is named, after the signatures of the quote")
  func missing() throws {
    var world = TDXWorld()
    let octets = try world.quoteOctets()
    let pieces = try world.pieces()
    let verifier = TDXVerifier(roots: world.roots)
    func check(_ collateral: TDXCollateral?) -> String? {
      do throws(EvidenceError) {
        _ = try verifier.verify(octets, collateral: collateral, now: world.now)
        return nil
      } catch {
        return error.kind == .collateralMissing ? error.check : "\(error.kind)"
      }
    }
    #expect(check(nil) == "tdx.collateral-missing")
    let names = [
      "tdx.tcb-info-missing", "tdx.qe-identity-missing", "tdx.signing-missing", "tdx.root-crl-missing",
      "tdx.pck-crl-missing",
    ]
    for (number, name) in names.enumerated() {
      var fewer = pieces
      fewer.remove(at: number)
      #expect(check(try TDXCollateral(fewer)) == name)
    }
    world.spoil = { $0.signature[0] ^= 1 }
    #expect(throws: EvidenceError(.badSignature, "tdx.signature", "")) {
      try verifier.verify(try world.quoteOctets(), collateral: nil, now: world.now)
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let error: EvidenceError
    let change: @Sendable (inout TDXWorld) -> Void
    var testDescription: String { self.error.check }

    init(_ kind: EvidenceError.Kind, _ check: String, _ change: @escaping @Sendable (inout TDXWorld) -> Void) {
      self.error = EvidenceError(kind, check, "")
      self.change = change
    }
  }

  @Test(
    "a wrong quote fails by exactly the check concerned",
    arguments: [
      Case(.badSignature, "tdx.signature") { $0.spoil = { $0.tdAttributes[0] = 1 } },
      Case(.badSignature, "tdx.signature") { $0.spoil = { $0.bodyKind = 2 } },
      Case(.badSignature, "tdx.signature") { $0.signsQuote = P256.Signing.PrivateKey() },
      Case(.badSignature, "tdx.signature") { $0.spoil = { $0.signature = [UInt8](repeating: 0, count: 64) } },
      Case(.badSignature, "tdx.qe-signature") { $0.signsQEReport = P256.Signing.PrivateKey() },
      Case(.badSignature, "tdx.qe-signature") { $0.spoil = { $0.qeVersion = 9 } },
      Case(.badSignature, "tdx.qe-binding") { $0.quote.qeReportData = [UInt8](repeating: 0, count: 64) },
      Case(.badSignature, "tdx.qe-binding") { world in
        let bound = SHA256.hash(data: world.attestationKey.publicKey.rawRepresentation + world.quote.authenticationData)
        world.quote.qeReportData = Array(bound) + [UInt8](repeating: 1, count: 32)
      },
      Case(.badSignature, "tdx.qe-signature") { $0.spoil = { $0.authenticationData[0] = 9 } },
      Case(.badChain, "tdx.pck-count") { $0.spoil = { $0.chain += $0.chain } },
      Case(.malformed, "tdx.pck-extension") { $0.platform.components = [] },
      Case(.malformed, "x509.pem") { $0.spoil = { $0.chain.removeLast(40) } },
      Case(.malformed, "tdx.pck-text") { $0.spoil = { $0.chain.append(0xFF) } },
      Case(.badChain, "tdx.qe-signer") { $0.quote.qeSigner[31] ^= 1 },
      Case(.badChain, "tdx.qe-product") { $0.quote.qeProduct = 1 },
      Case(.badChain, "tdx.qe-miscselect") { $0.quote.miscSelect[3] = 1 },
      Case(.badChain, "tdx.qe-attributes") { $0.quote.qeAttributes[0] |= 2 },
      Case(.badChain, "tdx.module-signer") { $0.quote.mrSignerSEAM[47] = 1 },
      Case(.badChain, "tdx.module-attributes") { $0.quote.seamAttributes[7] = 0x80 },
      Case(.badChain, "tdx.module-signer") { world in
        world.quote.teeTCBSVN[1] = 0
        world.quote.mrSignerSEAM[0] = 1
      },
      Case(.collateralMissing, "tdx.module-identity") { $0.quote.teeTCBSVN[1] = 0x1A },
    ])
  func wrongQuote(_ one: Case) {
    self.expect(one)
  }

  @Test(
    "a wrong certificate fails by exactly the check concerned",
    arguments: [
      Case(.untrustedRoot, "tdx.root") { $0.isTrusted = false },
      Case(.badChain, "x509.root-signature") { $0.signsRoot = P256.Signing.PrivateKey() },
      Case(.badChain, "x509.signature") { $0.signsPCK = P256.Signing.PrivateKey() },
      Case(.badChain, "x509.signature") { $0.signsCA = P256.Signing.PrivateKey() },
      Case(.badChain, "x509.issuer") { $0.pck.issuer = "Processor CA" },
      Case(.badChain, "x509.leaf-is-ca") { $0.pck.isCA = true },
      Case(.badChain, "x509.not-a-ca") { world in
        world.ca.isCA = false
        world.ca.pathLength = nil
      },
      Case(.badChain, "x509.path-length") { $0.root.pathLength = 0 },
      Case(.expired, "x509.leaf-validity") { $0.pck.notAfter = TDXWorld.now - 1 },
      Case(.expired, "x509.leaf-validity") { $0.pck.notBefore = TDXWorld.now + 1 },
      Case(.expired, "x509.ca-validity") { $0.ca.notAfter = TDXWorld.now - 1 },
      Case(.expired, "x509.ca-validity") { $0.root.notAfter = TDXWorld.now - 1 },
      Case(.revoked, "tdx.pck-revoked") { $0.pckList.revoked = [1, 9] },
      Case(.revoked, "tdx.pck-ca-revoked") { $0.rootList.revoked = [8] },
      Case(.revoked, "tdx.signing-revoked") { $0.rootList.revoked = [10] },
    ])
  func wrongCertificate(_ one: Case) {
    self.expect(one)
  }

  @Test(
    "wrong collateral fails by exactly the check concerned",
    arguments: [
      Case(.badSignature, "tdx.tcb-info-signature") { $0.signsTCBInfo = P256.Signing.PrivateKey() },
      Case(.badSignature, "tdx.qe-identity-signature") { $0.signsQEIdentity = P256.Signing.PrivateKey() },
      // A platform's key is as good as Intel's only for its own reports.
      Case(.badSignature, "tdx.tcb-info-signature") { $0.signsTCBInfo = $0.pckKey },
      Case(.badChain, "tdx.signing-kind") {
        $0.signing.extensions.append(TDXPKI.extensionDER(TDXPlatform.id, TDXPlatform().der))
      },
      Case(.badChain, "x509.leaf-is-ca") { $0.signing.isCA = true },
      Case(.badChain, "x509.signature") { $0.signsSigning = P256.Signing.PrivateKey() },
      Case(.badChain, "x509.issuer") { $0.signing.issuer = "Platform CA" },
      Case(.expired, "x509.leaf-validity") { $0.signing.notAfter = TDXWorld.now - 1 },
      Case(.badChain, "crl.signature") { $0.signsRootList = P256.Signing.PrivateKey() },
      Case(.badChain, "crl.signature") { $0.signsPCKList = P256.Signing.PrivateKey() },
      Case(.badChain, "crl.issuer-usage") { $0.ca.signsLists = false },
      Case(.collateralMissing, "tdx.pck-crl-missing") { $0.pckList.issuer = "Processor CA" },
      Case(.collateralMissing, "tdx.root-crl-missing") { $0.rootList.issuer = "Other root" },
      Case(.collateralExpired, "crl.validity") { $0.rootList.nextUpdate = TDXWorld.now - 1 },
      Case(.collateralExpired, "crl.validity") { $0.pckList.thisUpdate = TDXWorld.now + 1 },
      Case(.collateralExpired, "tdx.tcb-info-validity") {
        $0.tcbInfo = $0.tcbInfo.replacingOne("2026-10-21", "2026-09-27")
      },
      Case(.collateralExpired, "tdx.tcb-info-validity") {
        $0.tcbInfo = $0.tcbInfo.replacingOne("2026-09-21", "2026-09-29")
      },
      Case(.collateralExpired, "tdx.qe-identity-validity") {
        $0.qeIdentity = $0.qeIdentity.replacingOne("2026-10-21", "2026-09-27")
      },
      Case(.collateralExpired, "tdx.qe-identity-validity") {
        $0.qeIdentity = $0.qeIdentity.replacingOne("2026-09-21", "2026-09-29")
      },
      Case(.collateralMissing, "tdx.fmspc") { $0.platform.fmspc[5] = 1 },
      Case(.collateralMissing, "tdx.pce-id") { $0.platform.pceID = [0, 1] },
    ])
  func wrongCollateral(_ one: Case) {
    self.expect(one)
  }

  private func expect(_ one: Case) {
    var world = TDXWorld()
    one.change(&world)
    #expect(throws: one.error) { try world.verify() }
  }

  @Test("collateral below another root than the quote's does not count, however trusted")
  func otherRoot() throws {
    let world = TDXWorld()
    let other = TDXWorld()
    let roots = TrustedRoots(simulated: world.roots.simulated.union(other.roots.simulated))
    var pieces = try other.pieces()
    pieces[3] = try world.rootList.der(by: world.rootKey)
    pieces[4] = try world.pckList.der(by: world.caKey)
    #expect(throws: EvidenceError(.untrustedRoot, "tdx.signing-root", "")) {
      try TDXVerifier(roots: roots).verify(
        try world.quoteOctets(), collateral: try TDXCollateral(pieces), now: world.now)
    }
  }
}
