import SwiftASN1
import Testing

@testable import Attestation

@Suite("What a certificate says of an endorsement key")
struct VEKExtensionsTests {
  private func read(
    _ line: SNPProductLine = .milan, _ kind: SNPSigningKey = .vcek,
    _ change: (inout [[UInt64]: [UInt8]]) -> Void = { _ in }
  ) throws -> VEKExtensions {
    var extensions = SNPDraft.extensions(line, kind)
    change(&extensions)
    let node = try DER.parse(HandDER.tlv(0x30, SNPDraft.list(extensions).flatMap(\.self)))
    return try VEKExtensions(try CertificateExtensions(node))
  }

  @Test("a VCEK names its chip and its TCB", arguments: SNPProductLine.allCases)
  func vcek(line: SNPProductLine) throws {
    let found = try self.read(line)
    #expect(found.kind == .vcek && found.line == line && found.cspID == nil)
    #expect(found.hardwareID == SNPReportDraft.hardwareID(line) && found.tcb == SNPReportDraft.tcb(line))
  }

  @Test("a VLEK names its provider and no chip")
  func vlek() throws {
    let found = try self.read(.genoa, .vlek)
    #expect(found.kind == .vlek && found.hardwareID == nil && found.cspID == "CN=cc-test.example")
  }

  @Test("products of one line are called by several names")
  func products() throws {
    for (product, line) in [
      "Milan": .milan, "Milan-B1": .milan, "Genoa-B0": .genoa, "Siena": .genoa, "Bergamo-A0": .genoa,
    ]
      as [String: SNPProductLine]
    {
      let found = try self.read(line) { $0[[2]] = HandDER.ia5(product) }
      #expect(found.line == line && found.product == product)
    }
    for product in ["Rome", "Milano", "milan", "-", "Turin Milan"] {
      #expect(throws: EvidenceError.malformed("snp.vek-product", "")) {
        try self.read { $0[[2]] = HandDER.ia5(product) }
      }
    }
  }

  @Test("a microcode version over 127 is a number with a zero before it; the reserved ones have their places too")
  func numbers() throws {
    let found = try self.read {
      $0[[3, 8]] = [0x02, 0x02, 0x00, 0xDB]
      for number in [4, 5, 6, 7] as [UInt64] { $0[[3, number]] = HandDER.integer(number) }
    }
    #expect(found.tcb.description == "01020405060703db")
    let turin = try self.read(.turin) {
      for number in [5, 6, 7] as [UInt64] { $0[[3, number]] = HandDER.integer(number) }
    }
    #expect(turin.tcb.description == "0501020305060704")
  }

  @Test(
    "what a line needs must be there", arguments: [[1], [2], [3, 1], [3, 2], [3, 3], [3, 8], [3, 9]] as [[UInt64]])
  func missing(id: [UInt64]) {
    #expect(throws: EvidenceError.malformed("snp.vek-extension", "")) { try self.read(.turin) { $0[id] = nil } }
  }

  @Test(
    "numbers that are none are malformed",
    arguments: [
      [], [0x02, 0x00], [0x02, 0x01, 0xFF], [0x02, 0x02, 0x01, 0x00], [0x02, 0x02, 0x00, 0x01], [0x04, 0x01, 0x01],
      [0x02, 0x01, 0x01, 0x00], [0x02, 0x02, 0x01],
    ] as [[UInt8]])
  func notNumbers(value: [UInt8]) {
    #expect(throws: EvidenceError.malformed("snp.vek-extension", "")) { try self.read { $0[[3, 3]] = value } }
    #expect(throws: EvidenceError.malformed("snp.vek-extension", "")) { try self.read { $0[[1]] = value } }
  }

  @Test(
    "texts that are none are malformed",
    arguments: [
      [], HandDER.ia5(""), HandDER.ia5("Milan\n"), HandDER.tlv(0x0C, Array("Milan".utf8)),
      HandDER.tlv(0x16, [0xC3, 0xA4]),
      HandDER.ia5("Milan") + [0],
    ])
  func notTexts(value: [UInt8]) {
    #expect(throws: EvidenceError.malformed("snp.vek-extension", "")) { try self.read { $0[[2]] = value } }
    #expect(throws: EvidenceError.malformed("snp.vek-extension", "")) {
      try self.read(.milan, .vlek) { $0[[5]] = value }
    }
  }

  @Test("a key is a chip's or a provider's, not both and not neither")
  func kind() {
    let refused = EvidenceError.malformed("snp.vek-kind", "")
    #expect(throws: refused) { try self.read { $0[[5]] = HandDER.ia5("CN=cc") } }
    #expect(throws: refused) { try self.read { $0[[4]] = nil } }
  }

  @Test("a HWID is as long as its line's")
  func hardwareID() {
    let refused = EvidenceError.malformed("snp.vek-hwid", "")
    for count in [0, 8, 63, 65] {
      #expect(throws: refused) { try self.read { $0[[4]] = Array(repeating: 1, count: count) } }
    }
    for count in [0, 7, 64] {
      #expect(throws: refused) { try self.read(.turin) { $0[[4]] = Array(repeating: 1, count: count) } }
    }
  }
}
