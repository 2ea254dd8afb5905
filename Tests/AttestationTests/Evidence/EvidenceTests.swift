import Foundation
import Testing

@testable import Attestation

@Suite("Evidence is recognized")
struct EvidenceTests {
  private static let report = SNPReportDraft(version: 3).octets
  private static let quote = TDXOctets().octets

  @Test("each format by how it begins, and only then read")
  func formats() throws {
    #expect(try Evidence(Self.report).format == .snp)
    #expect(try Evidence(Self.quote).format == .tdx)
    #expect(EvidenceFormat(recognizing: [0x84, 0x44]) == .nitro)
    #expect(EvidenceFormat(recognizing: [0xD2, 0x84]) == .nitro)
    #expect(EvidenceFormat(recognizing: [0x9F]) == .nitro)
  }

  @Test("one that is spoilt is still taken for what it is, so that it is said what is wrong with it")
  func spoilt() {
    #expect(throws: EvidenceError(.malformed, "snp.length", "")) { try Evidence(Self.report + [0]) }
    #expect(throws: EvidenceError(.malformed, "snp.length", "")) { try Evidence(Self.report.dropLast()) }
    #expect(throws: EvidenceError(.unsupportedVersion, "snp.version", "")) {
      try Evidence([99] + Self.report.dropFirst())
    }
    #expect(throws: EvidenceError(.malformed, "tdx.end", "")) { try Evidence(Array(Self.quote.prefix(100))) }
    #expect(throws: EvidenceError(.unsupportedVersion, "tdx.version", "")) {
      try Evidence([6] + Self.quote.dropFirst())
    }
    #expect(throws: EvidenceError(.malformed, "cose.tag", "")) { try Evidence([0xD1, 0x84, 0x40, 0xA0, 0x40, 0x40]) }
  }

  @Test(
    "what begins like none is none",
    arguments: [[], [0x00], Array("{}".utf8), [1, 0, 0, 0, 0], [0x30, 0x82, 0, 0, 0]])
  func none(_ octets: [UInt8]) {
    #expect(throws: EvidenceError(.malformed, "evidence.format", "")) { try Evidence(octets) }
  }

  @Test("raw, in hexadecimal and in base64 it is the same evidence")
  func text() throws {
    let base64 = Data(Self.report).base64EncodedString(options: [.lineLength76Characters])
    let urlSafe = Data(Self.report).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
    let hexadecimal = Hexadecimal.text(Self.report)
    for text in [
      base64, urlSafe, hexadecimal, "0x" + hexadecimal.uppercased() + "\n",
      " \(hexadecimal.prefix(60))\r\n\(hexadecimal.dropFirst(60))",
    ] {
      #expect(try EvidenceText.octets(of: Array(text.utf8)) == Self.report, "\(text.prefix(20))")
    }
    #expect(try EvidenceText.octets(of: Self.report) == Self.report)
    #expect(try EvidenceText.octets(of: Array("no evidence!".utf8)) == Array("no evidence!".utf8))
    #expect(throws: EvidenceError(.malformed, "evidence.size", "")) {
      try EvidenceText.octets(of: Array(repeating: 0, count: EvidenceText.maximumOctets + 1))
    }
  }
}
