import Foundation
import Testing

@testable import Attestation

/// Real reports and corruptions of them, outside of this repository.
enum SNPVectors {
  struct Positive: Decodable, Sendable, CustomTestStringConvertible {
    let report: String
    let vek: String
    let ask: String
    let ark: String
    let product: String
    let vekKind: String
    let version: UInt32
    let verifyAt: String
    let measurement: String
    let reportData: String
    let policy: String
    let vmpl: UInt32
    let reportedTcb: String
    let chipId: String
    let expect: String

    var testDescription: String { self.report }
    var now: Int64 { (try? EvidenceVectors.time(self.verifyAt)) ?? 0 }

    func endorsements() throws -> SNPEndorsements {
      try SNPEndorsements(certificates: try [self.vek, self.ask, self.ark].flatMap(SNPVectors.certificates))
    }
  }

  static let positives: [Positive] = EvidenceVectors.expected("snp")
  static let negatives = EvidenceVectors.negatives("snp")

  private static func certificates(_ path: String) throws -> [X509Certificate] {
    let octets = try EvidenceVectors.octets(path)
    guard path.hasSuffix(".pem") else { return [try X509Certificate(der: octets)] }
    return try X509Certificate.all(pem: String(decoding: octets, as: UTF8.self))
  }
}
