import Foundation

@testable import Attestation

/// Real documents that live outside of this repository, where `WARIFU_VECTORS` names their folder.
enum NitroVectors {
  static let folder: URL? = ProcessInfo.processInfo.environment["WARIFU_VECTORS"].map {
    URL(filePath: $0).appending(path: "attestation")
  }

  static let skipped = "WARIFU_VECTORS is unset: real Nitro documents were not looked at"

  struct Good: Decodable, Sendable {
    let kind: String
    let file: String
    let verifyAt: String
    let expect: String
    let debug: Bool?
    let timestampMs: Int64?
    let pcrs: [String: String]?
  }

  struct Bad: Decodable, Sendable {
    let file: String
    let source: String
    let expect: String
  }

  /// Those of other TEEs have other fields, which are not read here.
  private struct Vector: Decodable {
    let nitro: Good?

    init(from decoder: any Decoder) throws { self.nitro = try? Good(from: decoder) }
  }

  static let good: [Good] = (Self.read("expected.json") as [Vector]).compactMap(\.nitro).filter { $0.kind == "nitro" }
  static let bad: [Bad] = Self.read("negative/manifest.json").filter { $0.file.hasPrefix("nitro-") }

  private static func read<Entry: Decodable>(_ name: String) -> [Entry] {
    guard let octets = try? Data(contentsOf: self.folder?.appending(path: name) ?? URL(filePath: "/")) else {
      return []
    }
    return (try? JSONDecoder().decode([Entry].self, from: octets)) ?? []
  }

  static func octets(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: self.folder?.appending(path: name) ?? URL(filePath: "/")))
  }

  /// Unix seconds.
  static func time(_ text: String) throws -> Int64 { Int64(try Date(text, strategy: .iso8601).timeIntervalSince1970) }
}
