import Foundation
import Testing

@testable import Attestation

/// Real reports and corruptions of them, outside of this repository: `attestation` in the folder that `WARIFU_VECTORS` names.
enum SNPVectors {
  static let folder = ProcessInfo.processInfo.environment["WARIFU_VECTORS"].map {
    URL(fileURLWithPath: $0).appendingPathComponent("attestation")
  }
  static let missing = "WARIFU_VECTORS does not name a folder with real reports"
  static var areGiven: Bool { self.folder != nil }

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
    var now: Int64 { (try? Date(self.verifyAt, strategy: .iso8601)).map { Int64($0.timeIntervalSince1970) } ?? 0 }

    func endorsements() throws -> SNPEndorsements {
      try SNPEndorsements(certificates: try [self.vek, self.ask, self.ark].flatMap(SNPVectors.certificates))
    }
  }

  struct Negative: Decodable, Sendable, CustomTestStringConvertible {
    let file: String
    let source: String
    let expect: String

    var testDescription: String { self.file }
  }

  private struct Kind: Decodable { let kind: String }

  static let positives: [Positive] = SNPVectors.read("expected.json") {
    (try? JSONDecoder().decode(Kind.self, from: $0))?.kind == "snp"
  }
  static let negatives: [Negative] = SNPVectors.read("negative/manifest.json") {
    (try? JSONDecoder().decode(Negative.self, from: $0))?.file.hasPrefix("snp-") == true
  }

  static func octets(_ path: String) throws -> [UInt8] {
    guard let folder else { return [] }
    return Array(try Data(contentsOf: folder.appendingPathComponent(path)))
  }

  private static func certificates(_ path: String) throws -> [X509Certificate] {
    let octets = try self.octets(path)
    guard path.hasSuffix(".pem") else { return [try X509Certificate(der: octets)] }
    return try X509Certificate.all(pem: String(decoding: octets, as: UTF8.self))
  }

  /// The elements of a JSON array that are such.
  private static func read<Element: Decodable>(_ path: String, where isWanted: (Data) -> Bool) -> [Element] {
    guard let octets = try? self.octets(path), let all = try? JSONSerialization.jsonObject(with: Data(octets)) as? [Any]
    else { return [] }
    return all.compactMap { one in
      guard let data = try? JSONSerialization.data(withJSONObject: one), isWanted(data) else { return nil }
      return try? JSONDecoder().decode(Element.self, from: data)
    }
  }

  static func hex(_ octets: some Sequence<UInt8>) -> String {
    octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
