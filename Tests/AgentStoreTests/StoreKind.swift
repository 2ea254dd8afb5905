import AgentStore
import Declarations
import Foundation
import Loopback
import Testing

/// The stores that the common suite is run over.
enum StoreKind: String, CaseIterable, CustomTestStringConvertible {
  case sqlite
  case etcd

  /// Those whose programs are installed.
  static var here: [StoreKind] { Self.allCases.filter { $0 != .etcd || EtcdCluster.isInstalled } }

  /// Another opening of the same place finds what is there.
  func open(_ place: StorePlace) throws -> any RelationshipStore {
    switch self {
    case .sqlite: try SQLiteStore(path: place.file)
    case .etcd: try #require(StoreCluster.current).open("/warifu/\(place.name)/")
    }
  }

  var testDescription: String { self.rawValue }
}

/// A folder of a test's own.
final class StorePlace: Sendable {
  let name = UUID().uuidString
  var folder: String { NSTemporaryDirectory() + "warifu-store-" + self.name }
  var file: String { "\(self.folder)/state/warifud.sqlite" }

  init() throws {
    try FileManager.default.createDirectory(atPath: self.folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: self.folder) }

  func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }
}

struct Refused: Error {}

enum Sample {
  static func bare(_ origin: String, _ destination: String) throws -> Relationship {
    Relationship(
      pair: HostPair(origin: try HostName(origin), destination: try HostName(destination)), served: .both, partner: nil,
      startedHere: true, generation: 1, state: .proposed, at: 100)
  }

  static func full(_ origin: String, _ destination: String) throws -> Relationship {
    var relationship = Relationship(
      pair: HostPair(origin: try HostName(origin), destination: try HostName(destination)), served: .origin,
      partner: "payment", startedHere: false, generation: 3, state: .published, at: 100)
    relationship.firstGeneration = 2
    relationship.keys = HostKeys(origin: [[1, 2, 0, 255], []], destination: [[3]])
    relationship.latestExpiry = 1_789_999_000
    relationship.givenUntil = 1_790_000_001
    relationship.standing = Standing(
      generation: 2, startedHere: true, keys: HostKeys(origin: [[7]], destination: [[8], [9]]),
      halves: Halves(origin: ["v=M2DMRT1; old \""], destination: ["é"]), validUntil: 1_789_000_000,
      declaredAt: 1_787_000_000)
    relationship.stray = ["v=M2DMRT1; left behind"]
    relationship.setbacks = 2
    relationship.dueAt = 1_788_000_000
    relationship.partnerFence = 77
    relationship.maximumValidity = 1_210_200
    relationship.halves = Halves(
      origin: ["v=M2DMRT1; s=\(origin)", "second"], destination: ["v=M2DMRT1; s=\(destination)"])
    relationship.validUntil = 1_790_000_000
    relationship.publication = .confirmed
    relationship.changedAt = 200
    relationship.establishedAt = 150
    relationship.declaredAt = 160
    relationship.failure = RecordedFailure(isRefusal: false, code: "held", message: "what", next: "next", at: 120)
    relationship.withdrawReason = "'; DROP TABLE relationship; --"
    return relationship
  }
}

extension RelationshipStore {
  func put(_ relationship: Relationship) async throws {
    try await self.change(relationship.pair) { stored throws(Refused) in stored = relationship }
  }
}
