import Crypto
import TLSKeys
import Testing

@testable import Attestation

@Suite("Hostile review: evidence and what endorses it")
struct HostileEvidenceTests {
  // MARK: Recognition, algorithms

  @Test("a report of a guest whose own version is 129 is a report, not a quote", arguments: [2, 3, 5] as [UInt32])
  func guestSVN(version: UInt32) throws {
    var draft = SNPDraft(.milan, version: version)
    draft.report.set(0x04, UInt32(0x81))
    let made = try draft.made()
    #expect(try Evidence(made.report).format == .snp)
  }

  @Test(
    "a Nitro document of another algorithm is of an unsupported one, whatever the length of its signature",
    arguments: [
      ([0xA1, 0x01, 0x26], 64), ([0xA1, 0x01, 0x38, 0x23], 132), ([], 64), ([0xA1, 0x01, 0x38, 0x24], 256),
    ] as [([UInt8], Int)])
  func algorithm(protected: [UInt8], length: Int) throws {
    let payload = CBOR.map(NitroDraft(try NitroChain()).fields).encoded
    let message = COSESign1(
      protected: protected, payload: payload, signature: Array(repeating: 1, count: length))
    #expect(throws: EvidenceError(.unsupportedAlgorithm, "nitro.algorithm", "")) {
      try NitroDocument(decoding: message.untagged.encoded)
    }
  }

  // MARK: Kinds of endorsements

  @Test(
    "text before the first PEM block does not matter",
    arguments: [
      "subject=CN = ARK-Milan\n", "Certificate:\n    Data:\r\n", "\u{FEFF}", "# chain of KDS\n", "0 s:CN = x\n",
    ])
  func textBefore(_ text: String) throws {
    let made = try SNPDraft().made()
    let pem = TDXPKI.pem([made.ark, made.ask, made.vek].map(\.der)).replacing("\n", with: "\r\n")
    let snp = try Endorsements([Array((text + pem).utf8)]).snp
    #expect(snp.arks.count == 1 && snp.asks.count == 1 && snp.veks.count == 1)
    let pieces = try TDXWorld().pieces()
    let tdx = try #require(try Endorsements([Array(text.utf8) + pieces[2]]).tdx)
    #expect(tdx.certificates.count == 2)
    #expect(try TDXCollateral([Array(text.utf8) + pieces[2]]).certificates.count == 2)
  }

  @Test(
    "a certificate table is one whatever its first GUID begins with",
    arguments: [0x30, 0x7B, 0x2D, 0x20, 0x0A, 0xFF] as [UInt8])
  func vendorGUID(first: UInt8) throws {
    let made = try SNPDraft().made()
    func number(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    var heads: [UInt8] = []
    var data: [UInt8] = []
    let vendor = SNPCertificateGUID(octets: [first] + Array(repeating: 0x11, count: 15))
    for (guid, octets) in [
      (vendor, [1, 2, 3]), (.vcek, made.vek.der), (.ask, made.ask.der), (.ark, made.ark.der),
    ] {
      heads += guid.octets + number(5 * 24 + data.count) + number(octets.count)
      data += octets
    }
    let table = heads + Array(repeating: 0, count: 24) + data
    let snp = try Endorsements([table]).snp
    #expect(snp.arks.count == 1 && snp.asks.count == 1 && snp.veks.count == 1)
  }

  @Test("an empty certificate table, of a host that gives none, is no malformed endorsement")
  func emptyTable() throws {
    #expect(try Endorsements([[]]).snp.veks.isEmpty)
  }

  // MARK: SEV-SNP

  @Test("a revocation list of another ARK that is given too does not stop a report")
  func listOfAnother() throws {
    let milan = try SNPDraft(.milan).made()
    var genoaDraft = SNPDraft(.genoa)
    genoaDraft.revocationList = RevocationListDraft(issuer: "ARK-Genoa")
    let genoa = try genoaDraft.made()
    let endorsements = try SNPEndorsements(
      certificates: [milan.vek, milan.ask, milan.ark, genoa.vek, genoa.ask, genoa.ark], revocationLists: genoa.lists)
    let evidence = try SNPVerifier(roots: milan.roots).verify(
      milan.report, endorsements: endorsements, now: SNPDraft.now)
    #expect(evidence.findings.contains { $0.contains("revocation") })
  }

  @Test(
    "an older revocation list, over by now, beside the current one does not stop a report, but what it revokes stays so"
  )
  func olderList() throws {
    var draft = SNPDraft()
    var old = RevocationListDraft(issuer: "ARK-Milan")
    old.thisUpdate = HandDER.utcTime("260101000000Z")
    old.nextUpdate = HandDER.utcTime("260201000000Z")
    draft.revocationList = RevocationListDraft(issuer: "ARK-Milan")
    let made = try draft.made()
    for lists in [
      [try old.list(signedBy: draft.arkKey)] + made.lists, made.lists + [try old.list(signedBy: draft.arkKey)],
    ] {
      let endorsements = try SNPEndorsements(
        certificates: [made.vek, made.ask, made.ark], revocationLists: lists)
      let evidence = try SNPVerifier(roots: made.roots).verify(
        made.report, endorsements: endorsements, now: SNPDraft.now)
      #expect(evidence.notAfter == made.lists[0].nextUpdate)
    }
    old.entries = [RevocationListDraft.entry(1)]
    let revoking = try SNPEndorsements(
      certificates: [made.vek, made.ask, made.ark],
      revocationLists: [try old.list(signedBy: draft.arkKey)] + made.lists)
    #expect(throws: EvidenceError(.revoked, "snp.revoked", "")) {
      try SNPVerifier(roots: made.roots).verify(made.report, endorsements: revoking, now: SNPDraft.now)
    }
    let onlyOld = try SNPEndorsements(
      certificates: [made.vek, made.ask, made.ark],
      revocationLists: [
        try { () -> RevocationList in
          old.entries = nil
          return try old.list(signedBy: draft.arkKey)
        }()
      ])
    #expect(throws: EvidenceError(.collateralExpired, "crl.validity", "")) {
      try SNPVerifier(roots: made.roots).verify(made.report, endorsements: onlyOld, now: SNPDraft.now)
    }
  }

  @Test(
    "authorities of one name do not stand in each other's way, whichever comes first",
    arguments: [
      SNPSigningKey.vcek, .vlek,
    ])
  func namesakes(kind: SNPSigningKey) throws {
    let one = try SNPDraft(kind: kind).made()
    let other = try SNPDraft(kind: kind).made()
    let roots = TrustedRoots(simulated: [one.ark.keyDigest.octets, other.ark.keyDigest.octets])
    let all = [one.ark, one.ask, one.vek, other.ark, other.ask, other.vek]
    for certificates in [all, all.reversed()] {
      let endorsements = try SNPEndorsements(certificates: certificates)
      for report in [one.report, other.report] {
        #expect(throws: Never.self) {
          try SNPVerifier(roots: roots).verify(report, endorsements: endorsements, now: SNPDraft.now)
        }
      }
    }
  }

  // MARK: TDX

  /// Intel renewed the certificate of its TCB signing key in May 2025 and kept the key: whoever keeps collateral has both.
  @Test("of two certificates of the key that signs collateral the one that holds counts")
  func renewedSigner() throws {
    let world = TDXWorld()
    var old = world
    old.signing.notAfter = 1_780_000_000
    old.signing.serial = 11
    let octets = try world.quoteOctets()
    let pieces = try world.pieces()
    let oldChain = try old.pieces()[2]
    for all in [[oldChain] + pieces, pieces + [oldChain]] {
      #expect(throws: Never.self) {
        try TDXVerifier(roots: world.roots).verify(octets, collateral: try TDXCollateral(all), now: world.now)
      }
    }
    var revoked = world
    revoked.rootList.revoked = [10]
    let both = try revoked.pieces() + [oldChain]
    #expect(throws: (any Error).self) {
      try TDXVerifier(roots: world.roots).verify(octets, collateral: try TDXCollateral(both), now: world.now)
    }
  }

  @Test(
    "at an earlier time the collateral of that time counts, though later one is there, and later it is the later one")
  func earlier() throws {
    var world = TDXWorld()
    let octets = try world.quoteOctets()
    let older = try world.pieces()
    let then = world.now
    world.tcbInfo = world.tcbInfo.replacingOne("2026-09-21", "2026-10-01")
    world.qeIdentity = world.qeIdentity.replacingOne("2026-09-21", "2026-10-01")
    world.pckList.thisUpdate = then + 100
    world.rootList.thisUpdate = then + 100
    world.pckList.revoked = [9]
    let newer = try world.pieces()
    for all in [older + newer, newer + older] {
      let collateral = try TDXCollateral(all)
      let verifier = TDXVerifier(roots: world.roots)
      #expect(throws: Never.self) { try verifier.verify(octets, collateral: collateral, now: then) }
      #expect(throws: EvidenceError(.revoked, "tdx.pck-revoked", "")) {
        try verifier.verify(octets, collateral: collateral, now: then + 1_000_000)
      }
      #expect(throws: Never.self) { try verifier.verify(octets, collateral: collateral, now: then) }
    }
  }

  @Test("Intel's root alone, and the platform's own chain, are no reason to refuse a quote")
  func otherIntelPEM() throws {
    let world = TDXWorld()
    let octets = try world.quoteOctets()
    let root = Array(TDXPKI.pem([try world.rootDER]).utf8)
    let chain = try TDXQuote(octets).signatureData.pckChain
    for piece in [root, chain] {
      #expect(throws: Never.self) {
        try TDXVerifier(roots: world.roots).verify(
          octets, collateral: try TDXCollateral(try world.pieces() + [piece]), now: world.now)
      }
    }
  }
}
