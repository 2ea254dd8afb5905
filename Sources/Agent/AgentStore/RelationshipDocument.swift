import Declarations
import Foundation

/// A relationship as JSON, for stores that agents of several versions share.
///
/// A reader passes over fields it does not know, and drops them when it writes. So a field whose loss would do harm comes with
/// a higher ``schema``, which older agents then leave alone.
package struct RelationshipDocument: Codable, Sendable {
  package static let schema = 1
  /// No relationship is anywhere near as large, octets.
  package static let limit = 256 << 10

  private let schema: Int
  /// Names the one attempt to write that made this document.
  private let write: String?
  private let origin: String
  private let destination: String
  private let served: String
  private let partner: String?
  private let startedHere: Bool
  private let generation: Int64
  private let firstGeneration: Int64
  private let state: String
  private let originKeys: [Data]
  private let destinationKeys: [Data]
  private let maximumValidity: Int64?
  private let latestExpiry: Int64?
  private let originHalves: [String]
  private let destinationHalves: [String]
  private let validUntil: Int64?
  private let givenUntil: Int64?
  private let publication: String
  private let standing: Standing?
  private let stray: [String]
  private let setbacks: Int64
  private let dueAt: Int64?
  private let partnerFence: Int64
  private let createdAt: Int64
  private let changedAt: Int64
  private let establishedAt: Int64?
  private let declaredAt: Int64?
  private let failure: Failure?
  private let withdrawReason: String?

  private struct Failure: Codable, Sendable {
    let isRefusal: Bool
    let code: String
    let message: String
    let next: String
    let at: Int64
  }

  /// The octets of a relationship.
  ///
  /// - Parameters:
  ///   - write: a name for the attempt to write it, never used again.
  ///   - path: the store, for errors.
  package static func octets(
    _ relationship: Relationship, write: String, path: String
  ) throws(StoreError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let octets: Data
    do {
      octets = try encoder.encode(RelationshipDocument(relationship, write: write))
    } catch {
      throw .failed(path: path, reason: "\(relationship.pair) cannot be written as JSON: \(error)")
    }
    guard octets.count <= Self.limit else {
      throw .failed(path: path, reason: "\(relationship.pair) has more than \(Self.limit) octets")
    }
    return Array(octets)
  }

  /// Reads what was found for a pair.
  ///
  /// - Throws: ``StoreError/unreadableRow(path:subject:column:)``, ``StoreError/newerSchema(path:migrations:)``.
  package static func relationship(
    _ octets: [UInt8], of pair: HostPair, path: String
  ) throws(StoreError) -> Relationship {
    do {
      guard octets.count <= Self.limit else { throw UnreadableRow(subject: "\(pair)", column: "its size") }
      let version = try JSONDecoder().decode(Version.self, from: Data(octets)).schema
      guard version <= Self.schema else {
        throw StoreError.newerSchema(path: path, migrations: ["\(version)"])
      }
      return try JSONDecoder().decode(Self.self, from: Data(octets)).relationship(pair)
    } catch let error as StoreError {
      throw error
    } catch let error as UnreadableRow {
      throw .unreadableRow(path: path, subject: error.subject, column: error.column)
    } catch let error as DecodingError {
      throw .unreadableRow(path: path, subject: "\(pair)", column: Self.place(error))
    } catch {
      throw .unreadableRow(path: path, subject: "\(pair)", column: "the whole")
    }
  }

  /// The name of the attempt that wrote these octets; nil where they are no such document.
  package static func write(in octets: [UInt8]) -> String? {
    guard octets.count <= Self.limit else { return nil }
    return (try? JSONDecoder().decode(Attempt.self, from: Data(octets)))?.write
  }

  private struct Version: Decodable {
    let schema: Int
  }

  private struct Attempt: Decodable {
    let write: String?
  }

  private static func place(_ error: DecodingError) -> String {
    let way: [any CodingKey] =
      switch error {
      case .keyNotFound(let key, let context): context.codingPath + [key]
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
        context.codingPath
      @unknown default: []
      }
    return way.isEmpty ? "the whole" : way.map(\.stringValue).joined(separator: ".")
  }
}

extension RelationshipDocument {
  private init(_ relationship: Relationship, write: String) {
    self.schema = Self.schema
    self.write = write
    self.origin = relationship.origin.description
    self.destination = relationship.destination.description
    self.served = relationship.served.rawValue
    self.partner = relationship.partner
    self.startedHere = relationship.startedHere
    self.generation = relationship.generation
    self.state = relationship.state.rawValue
    self.firstGeneration = relationship.firstGeneration
    self.originKeys = relationship.keys.origin.map { Data($0) }
    self.destinationKeys = relationship.keys.destination.map { Data($0) }
    self.maximumValidity = relationship.maximumValidity
    self.latestExpiry = relationship.latestExpiry
    self.originHalves = relationship.halves.origin
    self.destinationHalves = relationship.halves.destination
    self.validUntil = relationship.validUntil
    self.givenUntil = relationship.givenUntil
    self.publication = relationship.publication.rawValue
    self.standing = relationship.standing
    self.stray = relationship.stray
    self.setbacks = relationship.setbacks
    self.dueAt = relationship.dueAt
    self.partnerFence = relationship.partnerFence
    self.createdAt = relationship.createdAt
    self.changedAt = relationship.changedAt
    self.establishedAt = relationship.establishedAt
    self.declaredAt = relationship.declaredAt
    self.failure = relationship.failure.map {
      Failure(isRefusal: $0.isRefusal, code: $0.code, message: $0.message, next: $0.next, at: $0.at)
    }
    self.withdrawReason = relationship.withdrawReason
  }

  private func relationship(_ pair: HostPair) throws(UnreadableRow) -> Relationship {
    func unreadable(_ column: String) -> UnreadableRow { UnreadableRow(subject: "\(pair)", column: column) }
    func read<Value: RawRepresentable>(
      _ column: String, _ text: String
    ) throws(UnreadableRow) -> Value where Value.RawValue == String {
      guard let value = Value(rawValue: text) else { throw unreadable(column) }
      return value
    }
    guard self.origin == pair.origin.description else { throw unreadable("origin") }
    guard self.destination == pair.destination.description else { throw unreadable("destination") }
    guard (1...Self.largest).contains(self.generation) else { throw unreadable("generation") }
    guard (1...Self.largest).contains(self.firstGeneration) else { throw unreadable("firstGeneration") }
    let numbers = [
      ("maximumValidity", self.maximumValidity), ("validUntil", self.validUntil), ("createdAt", self.createdAt),
      ("latestExpiry", self.latestExpiry), ("givenUntil", self.givenUntil), ("setbacks", self.setbacks),
      ("dueAt", self.dueAt), ("standing.generation", self.standing?.generation),
      ("standing.validUntil", self.standing?.validUntil),
      ("changedAt", self.changedAt), ("establishedAt", self.establishedAt),
      ("declaredAt", self.declaredAt), ("failure.at", self.failure?.at),
    ]
    for (column, number) in numbers {
      if let number, number.magnitude > Self.largest.magnitude { throw unreadable(column) }
    }
    var relationship = Relationship(
      pair: pair, served: try read("served", self.served), partner: self.partner, startedHere: self.startedHere,
      generation: self.generation, state: try read("state", self.state), at: self.createdAt)
    relationship.firstGeneration = self.firstGeneration
    relationship.keys = HostKeys(
      origin: self.originKeys.map { Array($0) }, destination: self.destinationKeys.map { Array($0) })
    relationship.maximumValidity = self.maximumValidity
    relationship.latestExpiry = self.latestExpiry
    relationship.halves = Halves(origin: self.originHalves, destination: self.destinationHalves)
    relationship.validUntil = self.validUntil
    relationship.givenUntil = self.givenUntil
    relationship.standing = self.standing
    relationship.stray = self.stray
    relationship.setbacks = self.setbacks
    relationship.dueAt = self.dueAt
    relationship.partnerFence = self.partnerFence
    relationship.publication = try read("publication", self.publication)
    relationship.changedAt = self.changedAt
    relationship.establishedAt = self.establishedAt
    relationship.declaredAt = self.declaredAt
    relationship.failure = self.failure.map {
      RecordedFailure(isRefusal: $0.isRefusal, code: $0.code, message: $0.message, next: $0.next, at: $0.at)
    }
    relationship.withdrawReason = self.withdrawReason
    return relationship
  }

  /// What every JSON reader can hold, 2^53 − 1.
  private static let largest: Int64 = 9_007_199_254_740_991
}
