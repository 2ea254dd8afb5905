import Foundation
import Testing

@testable import Attestation

/// A fleet keeps what all vendors say in one folder: nothing in it may stand in the way of anything else.
@Suite(
  "Hostile review: real endorsements of all vendors together",
  .enabled(if: EvidenceVectors.folder != nil, EvidenceVectors.unset))
struct HostileMixtureTests {
  private func pieces() throws -> [[UInt8]] {
    let folder = try #require(EvidenceVectors.folder)
    var names: [String] = []
    for kind in ["snp", "tdx"] {
      names += try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: kind).path).sorted().map {
        "\(kind)/\($0)"
      }
    }
    return try names.filter { name in [".pem", ".der", ".json"].contains { name.hasSuffix($0) } }
      .map(EvidenceVectors.octets)
  }

  @Test("each piece of evidence is verified as with its own alone, forwards and backwards")
  func all() throws {
    let pieces = try self.pieces()
    #expect(pieces.count > 12)
    for all in [pieces, pieces.reversed()] {
      let endorsements = try Endorsements(all)
      let verifier = EvidenceVerifier()
      for vector in try EvidenceVectorTests.positives() where vector.expect != "reject:bad-signature" {
        let evidence = try Evidence(try EvidenceVectors.octets(vector.file))
        let alone = try EvidenceVerifier().verify(evidence, endorsements: vector.endorsements, now: vector.now)
        let together = Result { () throws(EvidenceError) in
          try verifier.verify(evidence, endorsements: endorsements, now: vector.now)
        }
        #expect(try together.get().tcb == alone.tcb, "\(vector.file)")
      }
    }
  }

  @Test("the real parts in Intel's and AMD's own spellings: CRLF, text before, hexadecimal lists, an upper-case FMSPC")
  func spellings() throws {
    for vector in try EvidenceVectorTests.positives() where vector.file.hasPrefix("snp") {
      let list = try JSONSerialization.jsonObject(with: Data(try EvidenceVectors.octets("expected.json")))
      let entry = try #require((list as? [[String: Any]])?.first { $0["report"] as? String == vector.file })
      let spelled = try ["vek", "ask", "ark"].map { try #require(entry[$0] as? String) }.map { name in
        let octets = try EvidenceVectors.octets(name)
        guard name.hasSuffix(".pem") else { return octets }
        let text = String(decoding: octets, as: UTF8.self).replacing("\n", with: "\r\n")
        return Array("subject=CN=x\r\n\(text)\r\ntext after\r\n".utf8)
      }
      let evidence = try Evidence(try EvidenceVectors.octets(vector.file))
      #expect(throws: Never.self, "\(vector.file)") {
        try EvidenceVerifier().verify(evidence, endorsements: try Endorsements(spelled), now: vector.now)
      }
    }
  }
}
