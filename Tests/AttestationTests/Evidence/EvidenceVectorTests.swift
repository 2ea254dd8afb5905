import Foundation
import Testing

@testable import Attestation

/// Everything that `WARIFU_VECTORS` has, through the one entry that programs use.
@Suite("Real evidence, recognized and verified", .enabled(if: EvidenceVectors.folder != nil, EvidenceVectors.unset))
struct EvidenceVectorTests {
  struct Vector {
    let file: String
    let expect: String
    let now: Int64
    let endorsements: Endorsements
  }

  static func positives() throws -> [Vector] {
    let list = try JSONSerialization.jsonObject(with: Data(try EvidenceVectors.octets("expected.json")))
    let entries = try #require(list as? [[String: Any]])
    return try entries.map { entry in
      let names = ["vek", "ask", "ark", "collateral", "tcbInfo", "qeIdentity", "tcbSigningChain", "pckCRL", "rootCRL"]
      let verifyAt = try #require(entry["verifyAt"] as? String)
      return Vector(
        file: try #require((entry["file"] ?? entry["report"] ?? entry["quote"]) as? String),
        expect: try #require(entry["expect"] as? String), now: try EvidenceVectors.time(verifyAt),
        endorsements: try Endorsements(try names.compactMap { entry[$0] as? String }.map(EvidenceVectors.octets)))
    }
  }

  private func outcome(_ file: String, _ vector: Vector) throws -> String {
    let octets = try EvidenceVectors.octets(file)
    var found: Set<String> = []
    for input in [octets, Array(Hexadecimal.text(octets).utf8), Array(Data(octets).base64EncodedString().utf8)] {
      do throws(EvidenceError) {
        let evidence = try Evidence(try EvidenceText.octets(of: input))
        let verified = try EvidenceVerifier().verify(evidence, endorsements: vector.endorsements, now: vector.now)
        found.insert("accept \(verified.format)")
      } catch {
        found.insert(error.kind.rawValue)
      }
    }
    #expect(found.count == 1, "\(file) depends on how it is written")
    return found.first ?? ""
  }

  @Test("each is verified as it should be, raw and as text")
  func positive() throws {
    let all = try Self.positives()
    #expect(all.count >= 15)
    for vector in all {
      let outcome = try self.outcome(vector.file, vector)
      if vector.expect.hasPrefix("reject:bad") {
        #expect("reject:\(outcome)" == vector.expect, "\(vector.file)")
      } else {
        #expect(outcome == "accept \(vector.file.prefix { $0 != "/" })", "\(vector.file)")
      }
    }
  }

  @Test("each spoilt one is refused for what was spoilt")
  func negative() throws {
    let sources = try Self.positives()
    let negatives = ["nitro", "snp", "tdx"].flatMap(EvidenceVectors.negatives)
    #expect(negatives.count >= 29)
    for negative in negatives {
      let source = try #require(sources.first { $0.file == negative.source })
      let outcome = try self.outcome("negative/\(negative.file)", source)
      #expect(negative.expect.hasPrefix(outcome), "\(negative.file): \(outcome)")
    }
  }
}
