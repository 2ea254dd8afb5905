import Testing

@testable import Attestation

@Suite("Revocation lists")
struct RevocationListTests {
  private let key = HandKey.p384()
  /// 15 June 2026.
  private let now: Int64 = 1_781_481_600

  private func issuer(_ name: String = "CA", usage: UInt8 = 0x06) throws -> X509Certificate {
    var draft = CertificateDraft.ca(name, by: "Root", key: self.key)
    draft.extensions?[1] = CertificateDraft.keyUsage(usage)
    return try draft.certificate(signedBy: self.key)
  }

  private func list(_ change: (inout RevocationListDraft) -> Void = { _ in }) throws -> RevocationList {
    var draft = RevocationListDraft(issuer: "CA")
    change(&draft)
    return try draft.list(signedBy: self.key)
  }

  private func leaf(serial: UInt64, by issuer: String = "CA") throws -> X509Certificate {
    var draft = CertificateDraft.leaf("Leaf", by: issuer, key: self.key)
    draft.serial = HandDER.integer(serial)
    return try draft.certificate(signedBy: self.key)
  }

  private let malformed = EvidenceError.malformed("crl.structure", "")

  @Test("a list revokes what is on it, of its own issuer only")
  func revokes() throws {
    let list = try self.list { draft in
      draft.entries = [
        RevocationListDraft.entry(5, CertificateDraft.extension([2, 5, 29, 21], [0x0A, 1, 1])),
        RevocationListDraft.entry(0x80),
      ]
    }
    #expect(list.count == 2)
    #expect(try list.revokes(self.leaf(serial: 5)) && list.revokes(self.leaf(serial: 0x80)))
    #expect(try !list.revokes(self.leaf(serial: 6)) && !list.revokes(self.leaf(serial: 5, by: "Other")))
  }

  @Test("a list without entries or extensions is one that revokes nothing")
  func empty() throws {
    #expect(try self.list { $0.extensions = nil }.count == 0)
    #expect(try self.list { $0.entries = [] }.count == 0)
  }

  @Test("a list counts if its issuer signed it and may do so")
  func issuers() throws {
    let list = try self.list()
    #expect(throws: Never.self) { try list.check(issuedBy: self.issuer(), now: self.now) }
    #expect(throws: EvidenceError(.badChain, "crl.issuer", "")) {
      try list.check(issuedBy: self.issuer("Other"), now: self.now)
    }
    #expect(throws: EvidenceError(.badChain, "crl.issuer-usage", "")) {
      try list.check(issuedBy: self.issuer(usage: 0x04), now: self.now)
    }
    let forged = try RevocationListDraft(issuer: "CA").list(signedBy: .p384())
    #expect(throws: EvidenceError(.badChain, "crl.signature", "")) {
      try forged.check(issuedBy: self.issuer(), now: self.now)
    }
  }

  @Test("a list is in force from its update to the next, both included")
  func times() throws {
    let list = try self.list()
    let expired = EvidenceError(.collateralExpired, "crl.validity", "")
    #expect(list.thisUpdate == 1_780_272_000 && list.nextUpdate == 1_782_864_000)
    #expect(throws: expired) { try list.checkInForce(now: list.thisUpdate - 1) }
    #expect(throws: Never.self) { try list.checkInForce(now: list.thisUpdate) }
    #expect(throws: Never.self) { try list.checkInForce(now: list.nextUpdate) }
    #expect(throws: expired) { try list.checkInForce(now: list.nextUpdate + 1) }
  }

  @Test(
    "a delta, a part, or a list of other issuers' certificates is refused: what is not on it may be revoked nevertheless"
  )
  func partial() throws {
    let delta = CertificateDraft.extension([2, 5, 29, 27], isCritical: true, HandDER.integer(1))
    #expect(throws: self.malformed) { try self.list { $0.extensions?.append(delta) } }
    for part in [0x81, 0x82, 0x84, 0x85] as [UInt8] {
      let scope = CertificateDraft.extension(
        [2, 5, 29, 28], isCritical: true, HandDER.sequence(HandDER.tlv(part, [0xFF])))
      #expect(throws: self.malformed) { try self.list { $0.extensions?.append(scope) } }
    }
    let reasons = CertificateDraft.extension([2, 5, 29, 28], HandDER.sequence(HandDER.tlv(0x83, [1, 0x02])))
    #expect(throws: self.malformed) { try self.list { $0.extensions?.append(reasons) } }
    let other = CertificateDraft.extension([2, 5, 29, 29], isCritical: true, HandDER.sequence())
    #expect(throws: self.malformed) { try self.list { $0.entries = [RevocationListDraft.entry(5, other)] } }
  }

  @Test("where a list may be fetched narrows nothing")
  func distributionPoint() throws {
    let scope = CertificateDraft.extension(
      [2, 5, 29, 28], isCritical: true,
      HandDER.sequence(HandDER.tlv(0xA0, HandDER.tlv(0xA0, HandDER.tlv(0x86, Array("https://kds.test/crl".utf8))))))
    #expect(throws: Never.self) { try self.list { $0.extensions?.append(scope) } }
  }

  @Test(
    "structures that are none are malformed",
    arguments: [
      "version 1": { $0.version = [] }, "version 3": { $0.version = HandDER.integer(2) },
      "no next update": { $0.nextUpdate = [] },
      "a time that is none": { $0.thisUpdate = HandDER.utcTime("260631000000Z") },
      "no extensions in their field": { $0.extensions = [] },
      "an extension twice": { $0.extensions = Array(repeating: CertificateDraft.extension([1, 2, 3], []), count: 2) },
      "an entry without a time": { $0.entries = [HandDER.sequence(HandDER.integer(5))] },
      "an entry with more than it has": { draft in
        let extensions = HandDER.sequence(CertificateDraft.extension([1, 2, 3], []))
        draft.entries = [
          HandDER.sequence(HandDER.integer(5), HandDER.utcTime("260501000000Z"), extensions, extensions)
        ]
      },
      "an entry that is a number": { $0.entries = [HandDER.integer(5)] },
      "another algorithm inside": {
        $0.innerAlgorithm = HandDER.sequence(HandDER.oid([1, 2, 840, 10045, 4, 3, 2]))
      },
    ] as [String: @Sendable (inout RevocationListDraft) -> Void])
  func structure(what: String, change: @Sendable (inout RevocationListDraft) -> Void) throws {
    #expect(throws: self.malformed) { try self.list(change) }
  }

  @Test("octets cut off, added, or too many are malformed, and so are more than 32,768 entries")
  func bounds() throws {
    let der = try RevocationListDraft(issuer: "CA", entries: [RevocationListDraft.entry(5)]).der(signedBy: self.key)
    for count in 0..<der.count {
      #expect(throws: self.malformed) { try RevocationList(der: Array(der.prefix(count))) }
    }
    #expect(throws: self.malformed) { try RevocationList(der: der + [0]) }
    #expect(throws: self.malformed) {
      try RevocationList(der: Array(repeating: 0x30, count: RevocationList.maximumOctets + 1))
    }
    let entries = (0...32_768).map { RevocationListDraft.entry($0) }
    #expect(throws: self.malformed) { try self.list { $0.entries = entries } }
    #expect(try self.list { $0.entries = Array(entries.dropLast()) }.count == 32_768)
  }
}
