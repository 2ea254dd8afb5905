import Crypto
import CryptoExtras
import TLSKeys
import Testing

@testable import Attestation

@Suite("Verification of SEV-SNP reports")
struct SNPVerifierTests {
  private func refusal(
    _ draft: SNPDraft = SNPDraft(), now: Int64 = SNPDraft.now, _ change: (inout SNPDraft) -> Void
  ) throws -> EvidenceError? {
    var draft = draft
    change(&draft)
    do {
      _ = try draft.verified(now: now)
      return nil
    } catch let error as EvidenceError {
      return error
    }
  }

  private func chain(_ check: String) -> EvidenceError { EvidenceError(.badChain, check, "") }

  @Test(
    "a report of each line and version is verified up to its ARK", arguments: SNPProductLine.allCases,
    [2, 3, 5] as [UInt32])
  func lines(line: SNPProductLine, version: UInt32) throws {
    let evidence = try SNPDraft(line, version: version).verified()
    #expect(evidence.format == .snp && evidence.isSimulated && !evidence.isDebug && evidence.madeAt == nil)
    #expect(evidence.measurements == [.init("measurement", Array(repeating: 0xA5, count: 48))])
    #expect(evidence.boundData == Array(0..<64) && evidence.notAfter == 1_798_761_600)
    #expect(evidence.tcb.text == SNPReportDraft.tcb(line).description)
    #expect(evidence.tcb.components["microcode"] == 4 && evidence.tcb.components["fmc"] == (line == .turin ? 5 : nil))
    #expect(evidence.claims.contains(.init("vmpl", [0, 0, 0, 1])))
    #expect(evidence.claims.contains(.init("policy", [0, 0, 0, 0, 0, 3, 0, 0x1F])))
    #expect(evidence.findings.count == 1 && evidence.findings[0].contains("revocation"))
  }

  @Test("a report of a VLEK is verified, and says whose cloud it is")
  func vlek() throws {
    let evidence = try SNPDraft(.milan, kind: .vlek).verified()
    #expect(evidence.claims.contains(.init("csp_id", Array("CN=cc-test.example".utf8))))
  }

  @Test("AMD's way, RSA-PSS above P-384, is verified")
  func rsa() throws {
    let ark = HandKey.rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048))
    let ask = HandKey.rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048))
    var draft = SNPDraft()
    draft.ark.key = ark
    draft.ask.key = ask
    draft.arkSigner = ark
    draft.askSigner = ark
    draft.vekSigner = ask
    #expect(try draft.verified().isSimulated)
    draft.vekSigner = ark
    #expect(try self.refusal(draft) { _ in } == self.chain("x509.signature"))
  }

  @Test("debugging is told, not refused: that is for a policy")
  func debug() throws {
    var draft = SNPDraft()
    draft.report.set(0x08, UInt64(0xB_0000))
    #expect(try draft.verified().isDebug)
  }

  @Test("reserved octets are told")
  func reserved() throws {
    var draft = SNPDraft()
    draft.report.set(0x4C, UInt32(1))
    draft.report.set(0x208, UInt32(1))
    #expect(try draft.verified().findings.contains { $0.contains("0x4c") && $0.contains("0x1f8") })
  }

  @Test("an ARK that is neither AMD's nor trusted on purpose is refused")
  func root() throws {
    let made = try SNPDraft().made()
    let refused = EvidenceError(.untrustedRoot, "snp.root", "")
    #expect(throws: refused) {
      try SNPVerifier(roots: TrustedRoots()).verify(made.report, endorsements: made.endorsements, now: SNPDraft.now)
    }
    var digest = made.ark.keyDigest.octets
    digest[31] ^= 1
    #expect(throws: refused) {
      try SNPVerifier(roots: TrustedRoots(simulated: [digest])).verify(
        made.report, endorsements: made.endorsements, now: SNPDraft.now)
    }
  }

  @Test("each ARK is trusted for its own line only", arguments: SNPProductLine.allCases)
  func pins(line: SNPProductLine) throws {
    let made = try SNPDraft(line).made()
    for pinned in SNPProductLine.allCases {
      let roots = TrustedRoots(nitro: [], amd: [pinned.rawValue: made.ark.keyDigest.octets], intel: [])
      let verifier = SNPVerifier(roots: roots)
      if pinned == line {
        let evidence = try verifier.verify(made.report, endorsements: made.endorsements, now: SNPDraft.now)
        #expect(!evidence.isSimulated)
      } else {
        #expect(throws: self.chain("snp.product")) {
          try verifier.verify(made.report, endorsements: made.endorsements, now: SNPDraft.now)
        }
      }
    }
  }

  @Test("one octet of a pin changed and nothing is trusted")
  func onePin() throws {
    let made = try SNPDraft().made()
    for place in 0..<32 {
      var digest = made.ark.keyDigest.octets
      digest[place] ^= 0x01
      let roots = TrustedRoots(nitro: [], amd: ["Milan": digest], intel: [])
      #expect(throws: EvidenceError(.untrustedRoot, "snp.root", "")) {
        try SNPVerifier(roots: roots).verify(made.report, endorsements: made.endorsements, now: SNPDraft.now)
      }
    }
  }

  @Test("what is missing among the endorsements is named")
  func missing() throws {
    let made = try SNPDraft().made()
    for (given, check) in [
      ([made.ark, made.ask], "snp.vek-missing"), ([made.ark, made.vek], "snp.ask-missing"),
      ([made.ask, made.vek], "snp.ark-missing"), ([], "snp.vek-missing"),
    ] as [([X509Certificate], String)] {
      #expect(throws: EvidenceError(.collateralMissing, check, "")) {
        try SNPVerifier(roots: made.roots).verify(
          made.report, endorsements: SNPEndorsements(certificates: given), now: SNPDraft.now)
      }
    }
  }

  @Test("among the endorsements of many chips the right ones are taken")
  func pool() throws {
    let drafts = [SNPDraft(), SNPDraft(.turin, version: 5), SNPDraft(.genoa, kind: .vlek)]
    var pool: [X509Certificate] = []
    var trusted: Set<[UInt8]> = []
    for draft in drafts {
      let made = try draft.made()
      pool += [made.ark, made.ask, made.vek]
      trusted.insert(made.ark.keyDigest.octets)
    }
    // The same chip at an older TCB, and another chip.
    for change in [{ $0.extensions[[3, 3]] = HandDER.integer(2) }, { $0.extensions[[4]]?[63] = 0 }]
      as [(inout SNPDraft) -> Void]
    {
      var draft = drafts[0]
      change(&draft)
      pool.insert(try draft.made().vek, at: 0)
    }
    let verifier = SNPVerifier(roots: TrustedRoots(simulated: trusted))
    for draft in drafts {
      let endorsements = try SNPEndorsements(certificates: pool)
      let report = try draft.made().report
      #expect(throws: Never.self) { try verifier.verify(report, endorsements: endorsements, now: SNPDraft.now) }
    }
    #expect(verifier.rememberedChains == drafts.count)
  }

  @Test("64 certificates and 64 lists are the limits")
  func bounds() throws {
    let made = try SNPDraft().made()
    #expect(throws: EvidenceError.malformed("snp.endorsements", "")) {
      try SNPEndorsements(certificates: Array(repeating: made.ark, count: 65))
    }
    #expect(throws: Never.self) { try SNPEndorsements(certificates: Array(repeating: made.ark, count: 64)) }
  }

  @Test("a chain that does not hold is refused: signatures, what CAs may do, how long the path is")
  func chains() throws {
    #expect(try self.refusal { $0.askSigner = $0.askKey } == self.chain("x509.signature"))
    #expect(try self.refusal { $0.vekSigner = $0.arkKey } == self.chain("x509.signature"))
    #expect(try self.refusal { $0.arkSigner = $0.askKey } == self.chain("x509.root-signature"))
    #expect(try self.refusal { $0.vek.issuer = "SEV-Genoa" } == self.chain("x509.issuer"))
    #expect(try self.refusal { $0.ask.issuer = "ARK-Genoa" } == self.chain("x509.issuer"))
    #expect(
      try self.refusal { $0.ask.extensions?[0] = CertificateDraft.basicConstraints(isCA: false) }
        == self.chain("x509.not-a-ca"))
    #expect(
      try self.refusal { $0.ask.extensions?[1] = CertificateDraft.keyUsage(0x80) } == self.chain("x509.ca-usage"))
    #expect(
      try self.refusal { $0.ark.extensions?[0] = CertificateDraft.basicConstraints(0) }
        == self.chain("x509.path-length"))
  }

  @Test("every certificate of the chain must hold at the time of the check")
  func times() throws {
    for path in [\SNPDraft.ark, \SNPDraft.ask, \SNPDraft.vek] as [WritableKeyPath<SNPDraft, CertificateDraft>] {
      let error = try self.refusal { $0[keyPath: path].notAfter = HandDER.utcTime("260614235959Z") }
      #expect(error?.kind == .expired)
      #expect(try self.refusal { $0[keyPath: path].notBefore = HandDER.utcTime("260615000001Z") }?.kind == .expired)
    }
    #expect(try self.refusal(now: 1_798_761_601) { _ in }?.kind == .expired)
  }

  @Test("a chain is remembered without its times")
  func remembered() throws {
    let made = try SNPDraft().made()
    let verifier = SNPVerifier(roots: made.roots)
    let endorsements = try made.endorsements
    _ = try verifier.verify(made.report, endorsements: endorsements, now: SNPDraft.now)
    #expect(throws: EvidenceError(.expired, "x509.ca-validity", "")) {
      try verifier.verify(made.report, endorsements: endorsements, now: 1_798_761_601)
    }
    #expect(verifier.rememberedChains == 1)
    #expect(throws: Never.self) { try verifier.verify(made.report, endorsements: endorsements, now: SNPDraft.now) }
  }

  @Test("no more chains are remembered than is said, and a chain that was refused is not")
  func cacheBound() throws {
    var draft = SNPDraft()
    let made = try draft.made()
    let verifier = SNPVerifier(roots: made.roots, rememberedChains: 4)
    for number in 1...20 as ClosedRange<UInt64> {
      draft.vek.serial = HandDER.integer(number)
      let next = try draft.made()
      _ = try verifier.verify(next.report, endorsements: next.endorsements, now: SNPDraft.now)
      #expect(verifier.rememberedChains <= 4)
    }
    #expect(verifier.rememberedChains > 0)
    draft.vekSigner = draft.arkKey
    let forged = try draft.made()
    let before = verifier.rememberedChains
    for _ in 0..<2 {
      #expect(throws: self.chain("x509.signature")) {
        try verifier.verify(forged.report, endorsements: forged.endorsements, now: SNPDraft.now)
      }
    }
    #expect(verifier.rememberedChains == before)
  }

  @Test("the endorsement key is one on P-384")
  func vekKey() throws {
    #expect(
      try self.refusal { $0.vek.key = .p256(P256.Signing.PrivateKey()) }
        == EvidenceError(.unsupportedAlgorithm, "snp.vek-key", ""))
  }

  @Test("a report that another key signed is refused, and so is every bit that was changed after")
  func signature() throws {
    let refused = EvidenceError(.badSignature, "snp.signature", "")
    #expect(try self.refusal { $0.reportSigner = P384.Signing.PrivateKey() } == refused)
    let made = try SNPDraft().made()
    let verifier = SNPVerifier(roots: made.roots)
    for offset in [
      0x04, 0x10, 0x50, 0x90, 0xBF, 0xC0, 0xE0, 0x140, 0x180, 0x188, 0x1A0, 0x1DF, 0x29F, 0x2A0, 0x2CF, 0x2E8,
    ] {
      var octets = made.report
      octets[offset] ^= 0x01
      #expect(throws: refused) { try verifier.verify(octets, endorsements: made.endorsements, now: SNPDraft.now) }
    }
    for count in [48, 144] {
      var octets = made.report
      octets.replaceSubrange(0x2A0..<0x2A0 + count, with: Array(repeating: 0, count: count))
      #expect(throws: refused) { try verifier.verify(octets, endorsements: made.endorsements, now: SNPDraft.now) }
    }
  }

  @Test("a key of the other kind than the report says is refused")
  func kind() throws {
    #expect(try self.refusal { $0.report.set(0x48, UInt32(1 << 2)) } == self.chain("snp.key-kind"))
    #expect(
      try self.refusal(SNPDraft(.milan, kind: .vlek)) { $0.report.set(0x48, UInt32(0)) } == self.chain("snp.key-kind"))
  }

  @Test("the report's processor must be of the key's line; version 2 names none")
  func processor() throws {
    #expect(try self.refusal { $0.report.set(0x188, SNPReportDraft.cpuid(.genoa)) } == self.chain("snp.cpuid"))
    #expect(try self.refusal { $0.report.set(0x188, [0x17, 0x31, 0] as [UInt8]) } == self.chain("snp.cpuid"))
    #expect(try self.refusal(SNPDraft(version: 2)) { $0.report.set(0x188, SNPReportDraft.cpuid(.genoa)) } == nil)
  }

  @Test("a VCEK is the one of the report's chip", arguments: SNPProductLine.allCases)
  func chip(line: SNPProductLine) throws {
    #expect(try self.refusal(SNPDraft(line)) { $0.report.set(0x1A0, [0x12] as [UInt8]) } == self.chain("snp.hwid"))
    #expect(try self.refusal(SNPDraft(line)) { $0.report.set(0x1DF, [0x12] as [UInt8]) } == self.chain("snp.hwid"))
    #expect(try self.refusal(SNPDraft(line)) { $0.extensions[[4]]?[7] = 0 } == self.chain("snp.hwid"))
  }

  @Test("a chip that its host masks has an error of its own; to a VLEK it is the same")
  func masked() throws {
    #expect(
      try self.refusal { $0.report.set(0x1A0, Array(repeating: 0, count: 64)) } == self.chain("snp.chip-masked"))
    #expect(try self.refusal { $0.report.set(0x48, UInt32(2)) } == self.chain("snp.chip-masked"))
    #expect(try self.refusal(SNPDraft(.milan, kind: .vlek)) { $0.report.set(0x48, UInt32(0b110)) } == nil)
  }

  @Test("the key's certificate must be for the TCB that the report names", arguments: 0..<8)
  func tcb(place: Int) throws {
    #expect(try self.refusal { $0.report.set(0x180 + place, [0x77] as [UInt8]) } == self.chain("snp.tcb"))
    #expect(
      try self.refusal(SNPDraft(.turin)) { $0.report.set(0x180 + place, [0x77] as [UInt8]) } == self.chain("snp.tcb"))
    #expect(
      try self.refusal { $0.report.set(0x38 + place, [0x77] as [UInt8]) } == nil, "the current TCB is another matter")
  }

  @Test("a revoked ASK is refused; a list that revokes others is one that holds for as long as it says")
  func revocation() throws {
    #expect(
      try self.refusal {
        $0.revocationList = RevocationListDraft(issuer: "ARK-Milan", entries: [RevocationListDraft.entry(1)])
      } == EvidenceError(.revoked, "snp.revoked", ""))
    var draft = SNPDraft()
    draft.revocationList = RevocationListDraft(issuer: "ARK-Milan", entries: [RevocationListDraft.entry(0)])
    let evidence = try draft.verified()
    #expect(evidence.findings.isEmpty && evidence.notAfter == 1_782_864_000)
    #expect(
      try self.refusal(draft, now: 1_782_864_001) { _ in } == EvidenceError(.collateralExpired, "crl.validity", ""))
  }

  @Test("a list that is not this ARK's is refused, and so is one that somebody else signed")
  func otherLists() throws {
    #expect(
      try self.refusal { $0.revocationList = RevocationListDraft(issuer: "ARK-Genoa") } == self.chain("crl.issuer"))
    #expect(
      try self.refusal {
        $0.revocationList = RevocationListDraft(issuer: "ARK-Milan")
        $0.listSigner = .p384()
      } == self.chain("crl.signature"))
    #expect(
      try self.refusal {
        $0.revocationList = RevocationListDraft(issuer: "ARK-Milan")
        $0.ark.extensions?[1] = CertificateDraft.keyUsage(0x04)
      } == self.chain("crl.issuer-usage"))
  }

  @Test("a new list is looked at although the chain was remembered without it")
  func newList() throws {
    var draft = SNPDraft()
    let made = try draft.made()
    let verifier = SNPVerifier(roots: made.roots)
    _ = try verifier.verify(made.report, endorsements: made.endorsements, now: SNPDraft.now)
    draft.revocationList = RevocationListDraft(issuer: "ARK-Milan", entries: [RevocationListDraft.entry(1)])
    let lists = try draft.made().lists
    #expect(throws: EvidenceError(.revoked, "snp.revoked", "")) {
      try verifier.verify(
        made.report,
        endorsements: SNPEndorsements(certificates: [made.ark, made.ask, made.vek], revocationLists: lists),
        now: SNPDraft.now)
    }
  }
}
