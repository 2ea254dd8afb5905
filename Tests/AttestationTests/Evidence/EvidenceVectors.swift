import Foundation
import Testing

@testable import Attestation

/// Real evidence with what is to be said of it, outside of this repository: `attestation` in the folder that `WARIFU_VECTORS` names.
enum EvidenceVectors {
  static let folder = ProcessInfo.processInfo.environment["WARIFU_VECTORS"].map {
    URL(filePath: $0, directoryHint: .isDirectory).appending(path: "attestation", directoryHint: .isDirectory)
  }
  static let unset: Comment = "WARIFU_VECTORS is not set: nothing real is verified"

  /// Something right that was spoilt; `expect` begins with the class of its error.
  struct Negative: Decodable, Sendable, CustomTestStringConvertible {
    let file: String
    let source: String
    let expect: String

    var testDescription: String { self.file }
  }

  private struct Kind: Decodable { let kind: String }

  static func octets(_ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: try #require(self.folder).appending(path: file)))
  }

  /// What is known of right evidence of one kind; empty where the vectors are not given.
  static func expected<Entry: Decodable>(_ kind: String) -> [Entry] {
    self.entries("expected.json") { (try? JSONDecoder().decode(Kind.self, from: $0))?.kind == kind }
  }

  static func negatives(_ kind: String) -> [Negative] {
    self.entries("negative/manifest.json").filter { $0.file.hasPrefix("\(kind)-") }
  }

  private static func entries<Entry: Decodable>(
    _ file: String, where isWanted: (Data) -> Bool = { _ in true }
  ) -> [Entry] {
    guard let octets = try? self.octets(file), let all = try? JSONSerialization.jsonObject(with: Data(octets)) as? [Any]
    else { return [] }
    return all.compactMap { one in
      guard let data = try? JSONSerialization.data(withJSONObject: one), isWanted(data) else { return nil }
      return try? JSONDecoder().decode(Entry.self, from: data)
    }
  }

  /// Unix seconds.
  static func time(_ text: String) throws -> Int64 { try #require(UTCSeconds.read(text)) }
}
