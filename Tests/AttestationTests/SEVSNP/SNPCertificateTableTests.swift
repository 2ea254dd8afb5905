import Foundation
import Testing

@testable import Attestation

@Suite("Certificate tables of SEV-SNP hosts")
struct SNPCertificateTableTests {
  /// A table of entries that say where they point.
  private func table(
    _ entries: [(SNPCertificateGUID, offset: UInt32, count: UInt32)], ended: Bool = true, then data: [UInt8]
  ) -> [UInt8] {
    func number(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    let heads = entries.flatMap { $0.0.octets + number($0.offset) + number($0.count) }
    return heads + (ended ? Array(repeating: 0, count: 24) : []) + data
  }

  private func refusal(of octets: [UInt8]) -> EvidenceError? {
    do throws(EvidenceError) {
      _ = try SNPCertificateTable(octets)
      return nil
    } catch {
      return error
    }
  }

  @Test("entries are found where they say, in their order, gaps and padding passed over")
  func entries() throws {
    let octets = self.table([(.ark, 76, 2), (.vcek, 72, 3)], then: [1, 2, 3, 0, 4, 5, 0, 0])
    let table = try SNPCertificateTable(octets)
    #expect(table.entries.map(\.guid) == [.ark, .vcek])
    #expect(table.entries.map { Array($0.octets) } == [[4, 5], [1, 2, 3]])
  }

  @Test("a slice of other octets is read from its own beginning")
  func slice() throws {
    let octets = [9, 9, 9] + self.table([(.ask, 48, 1)], then: [7])
    #expect(try SNPCertificateTable(octets.dropFirst(3)).entries.map { Array($0.octets) } == [[7]])
  }

  @Test("no octets, or zeros only, are a host that gives no certificates")
  func empty() throws {
    #expect(try SNPCertificateTable([]).entries.isEmpty)
    #expect(try SNPCertificateTable(Array(repeating: 0, count: 4_096)).entries.isEmpty)
    #expect(throws: EvidenceError(.collateralMissing, "snp.vek-missing", "")) {
      let made = try SNPDraft().made()
      let endorsements = try SNPCertificateTable([]).endorsements()
      _ = try SNPVerifier(roots: made.roots).verify(made.report, endorsements: endorsements, now: SNPDraft.now)
    }
  }

  @Test("a GUID is written as AMD writes it, octets in the order of the digits")
  func guids() {
    #expect(SNPCertificateGUID.vcek.description == "63da758d-e664-4564-adc5-f4b93be8accd")
    #expect(SNPCertificateGUID.vlek.description == "a8074bc2-a25a-483e-aae6-39c045a0b8a1")
    #expect(SNPCertificateGUID.ask.description == "4ab7b379-bbac-4fe4-a02f-05aef327c782")
    #expect(SNPCertificateGUID.ark.description == "c0b406a4-a803-4952-9743-3fb6014cd0ae")
    #expect(SNPCertificateGUID.revocationList.description == "92f81bc3-5811-4d3d-97ff-d19f88dc67ea")
  }

  @Test("a table without its end is malformed")
  func end() {
    #expect(self.refusal(of: self.table([(.ark, 24, 0)], ended: false, then: [])) == .malformed("auxblob.end", ""))
    #expect(self.refusal(of: Array(repeating: 0, count: 23)) == .malformed("auxblob.end", ""))
    #expect(self.refusal(of: self.table([(.ark, 24, 0)], ended: false, then: [1, 2])) == .malformed("auxblob.end", ""))
  }

  @Test("an entry that points into the table, beyond the end, or around the end of all numbers is malformed")
  func ranges() {
    let refused = EvidenceError.malformed("auxblob.range", "")
    for (offset, count) in [(47, 1), (0, 0), (48, 3), (49, 2), (50, 1), (51, 0), (.max, 1), (.max, .max), (48, .max)]
      as [(UInt32, UInt32)]
    {
      #expect(self.refusal(of: self.table([(.ark, offset, count)], then: [1, 2])) == refused)
    }
    for (offset, count) in [(48, 0), (48, 2), (50, 0)] as [(UInt32, UInt32)] {
      #expect(self.refusal(of: self.table([(.ark, offset, count)], then: [1, 2])) == nil)
    }
  }

  @Test("entries that share octets are malformed, and so is one that is there twice")
  func overlap() {
    #expect(
      self.refusal(of: self.table([(.ark, 73, 2), (.ask, 72, 2)], then: [1, 2, 3])) == .malformed("auxblob.overlap", "")
    )
    #expect(
      self.refusal(of: self.table([(.ark, 72, 1), (.ark, 73, 1)], then: [1, 2])) == .malformed("auxblob.duplicate", ""))
  }

  @Test("64 entries and 1 MiB are the limits")
  func bounds() {
    func table(_ count: Int) -> [UInt8] {
      let entries = (1...count).map { number in
        (SNPCertificateGUID(octets: Array(repeating: UInt8(number), count: 16)), UInt32(24 * count + 24), UInt32(0))
      }
      return self.table(entries, then: [])
    }
    #expect(self.refusal(of: table(64)) == nil)
    #expect(self.refusal(of: table(65)) == .malformed("auxblob.entries", ""))
    #expect(self.refusal(of: Array(repeating: 0, count: 1 << 20)) == nil)
    #expect(self.refusal(of: Array(repeating: 0, count: (1 << 20) + 1)) == .malformed("auxblob.size", ""))
  }

  @Test("what a host gives is enough to verify a report, in DER or PEM, with its list, next to entries of others")
  func endorsements() throws {
    var draft = SNPDraft()
    draft.revocationList = RevocationListDraft(issuer: "ARK-Milan")
    let made = try draft.made()
    let other = SNPCertificateGUID(octets: Array(repeating: 0xEE, count: 16))
    let parts: [(SNPCertificateGUID, [UInt8])] = [
      (.vcek, made.vek.der), (.ask, Array(Self.pem(made.ask.der).utf8)), (other, [1, 2, 3]), (.ark, made.ark.der),
      (.revocationList, made.lists[0].der), (.vlek, []),
    ]
    var entries: [(SNPCertificateGUID, offset: UInt32, count: UInt32)] = []
    var data: [UInt8] = []
    for (guid, octets) in parts {
      entries.append((guid, UInt32(24 * (parts.count + 1) + data.count), UInt32(octets.count)))
      data += octets
    }
    let endorsements = try SNPCertificateTable(self.table(entries, then: data)).endorsements()
    let evidence = try SNPVerifier(roots: made.roots).verify(made.report, endorsements: endorsements, now: SNPDraft.now)
    #expect(evidence.isSimulated && evidence.notAfter == made.lists[0].nextUpdate)
  }

  @Test("a certificate that is none is malformed")
  func garbage() throws {
    let table = try SNPCertificateTable(self.table([(.vcek, 48, 2)], then: [0x30, 0x80]))
    #expect(throws: EvidenceError.malformed("x509.certificate", "")) { try table.endorsements() }
    let list = try SNPCertificateTable(self.table([(.revocationList, 48, 2)], then: [0x30, 0x80]))
    #expect(throws: EvidenceError.malformed("crl.structure", "")) { try list.endorsements() }
  }

  private static func pem(_ der: [UInt8]) -> String {
    "-----BEGIN CERTIFICATE-----\n\(Data(der).base64EncodedString())\n-----END CERTIFICATE-----\n"
  }
}
