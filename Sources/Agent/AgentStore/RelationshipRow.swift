import Declarations
import Foundation
import GRDB

/// A row that does not hold what the schema's code wrote.
struct UnreadableRow: Error {
  let subject: String
  let column: String
}

/// Relationships as rows of the tables `relationship` and `failure`.
enum RelationshipRow {
  static func fetch(_ pair: HostPair, from database: Database) throws -> Relationship? {
    let row = try Row.fetchOne(
      database.cachedStatement(sql: self.selection + " WHERE origin = ? AND destination = ?"),
      arguments: [pair.origin.description, pair.destination.description])
    return try row.map(self.relationship)
  }

  static func fetchAll(from database: Database) throws -> [Relationship] {
    try Row.fetchAll(database, sql: self.selection + " ORDER BY origin, destination").map(self.relationship)
  }

  static func save(_ relationship: Relationship, in database: Database) throws {
    let ends: [any DatabaseValueConvertible] = [relationship.origin.description, relationship.destination.description]
    let statement = try database.cachedStatement(sql: self.upsert)
    try statement.execute(arguments: StatementArguments(ends + (try self.values(relationship))))
    guard let failure = relationship.failure else {
      try database.cachedStatement(sql: "DELETE FROM failure WHERE origin = ? AND destination = ?")
        .execute(arguments: StatementArguments(ends))
      return
    }
    let fields: [any DatabaseValueConvertible] = [
      failure.isRefusal, failure.code, failure.message, failure.next, failure.at,
    ]
    try database.cachedStatement(
      sql: """
        INSERT INTO failure (origin, destination, isRefusal, code, message, next, at) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (origin, destination) DO UPDATE SET isRefusal = excluded.isRefusal, code = excluded.code, message = excluded.message,
          next = excluded.next, at = excluded.at
        """
    ).execute(arguments: StatementArguments(ends + fields))
  }

  private static let columns = [
    "served", "partner", "startedHere", "generation", "firstGeneration", "state", "originKeys", "destinationKeys",
    "maximumValidity", "latestExpiry", "originHalves", "destinationHalves", "validUntil", "givenUntil", "publication",
    "standing", "stray", "setbacks", "dueAt", "partnerFence", "createdAt", "changedAt", "establishedAt",
    "declaredAt", "withdrawReason",
  ]

  private static let selected = ["origin", "destination"] + columns + ["isRefusal", "code", "message", "next", "at"]

  private static let selection =
    "SELECT \(selected.joined(separator: ", ")) FROM relationship LEFT JOIN failure USING (origin, destination)"

  /// Where each column stands in what is selected: finding it in a row by its name takes longer than reading it.
  private static let places = Dictionary(uniqueKeysWithValues: zip(selected, 0...))

  /// A selected row, read by the names of its columns.
  private struct Reading {
    let row: Row
    let pair: HostPair

    subscript<Value: DatabaseValueConvertible & StatementColumnConvertible>(column: String) -> Value {
      if let place = RelationshipRow.places[column] { row[place] } else { row[column] }
    }

    func read<Value>(_ column: String, _ make: (String) -> Value?) throws -> Value {
      guard let text: String = self[column], let value = make(text) else {
        throw UnreadableRow(subject: pair.description, column: column)
      }
      return value
    }

    func keys(_ column: String) throws -> [[UInt8]] {
      let texts = try self.read(column, TextList.decode)
      let keys = texts.compactMap { Data(base64Encoded: $0).map { Array($0) } }
      guard keys.count == texts.count else { throw UnreadableRow(subject: pair.description, column: column) }
      return keys
    }
  }

  private static let upsert = """
    INSERT INTO relationship (origin, destination, \(columns.joined(separator: ", ")))
    VALUES (?, ?, \(columns.map { _ in "?" }.joined(separator: ", ")))
    ON CONFLICT (origin, destination) DO UPDATE SET \(columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
    """

  private static func values(_ relationship: Relationship) throws -> [(any DatabaseValueConvertible)?] {
    func list(_ keys: [[UInt8]]) throws -> String { try TextList.encode(keys.map { Data($0).base64EncodedString() }) }
    return [
      relationship.served.rawValue, relationship.partner, relationship.startedHere, relationship.generation,
      relationship.firstGeneration, relationship.state.rawValue, try list(relationship.keys.origin),
      try list(relationship.keys.destination), relationship.maximumValidity, relationship.latestExpiry,
      try TextList.encode(relationship.halves.origin), try TextList.encode(relationship.halves.destination),
      relationship.validUntil, relationship.givenUntil, relationship.publication.rawValue,
      try relationship.standing.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) },
      try TextList.encode(relationship.stray), relationship.setbacks, relationship.dueAt, relationship.partnerFence,
      relationship.createdAt, relationship.changedAt, relationship.establishedAt, relationship.declaredAt,
      relationship.withdrawReason,
    ]
  }

  static func pair(_ row: Row) throws -> HostPair {
    let origin: String = row["origin"]
    let destination: String = row["destination"]
    guard let first = try? HostName(origin) else {
      throw UnreadableRow(subject: "\(origin) → \(destination)", column: "origin")
    }
    guard let second = try? HostName(destination) else {
      throw UnreadableRow(subject: "\(origin) → \(destination)", column: "destination")
    }
    return HostPair(origin: first, destination: second)
  }

  private static func relationship(_ row: Row) throws -> Relationship {
    let row = Reading(row: row, pair: try self.pair(row))
    var relationship = Relationship(
      pair: row.pair, served: try row.read("served", ServedEnds.init(rawValue:)), partner: row["partner"],
      startedHere: row["startedHere"], generation: row["generation"],
      state: try row.read("state", RelationshipState.init(rawValue:)), at: row["createdAt"])
    relationship.firstGeneration = row["firstGeneration"]
    relationship.keys = HostKeys(origin: try row.keys("originKeys"), destination: try row.keys("destinationKeys"))
    relationship.maximumValidity = row["maximumValidity"]
    relationship.latestExpiry = row["latestExpiry"]
    relationship.halves = Halves(
      origin: try row.read("originHalves", TextList.decode),
      destination: try row.read("destinationHalves", TextList.decode))
    relationship.validUntil = row["validUntil"]
    relationship.givenUntil = row["givenUntil"]
    relationship.publication = try row.read("publication", PublicationState.init(rawValue:))
    if row["standing"] as String? != nil {
      relationship.standing = try row.read("standing") { try? JSONDecoder().decode(Standing.self, from: Data($0.utf8)) }
    }
    relationship.stray = try row.read("stray", TextList.decode)
    relationship.setbacks = row["setbacks"]
    relationship.dueAt = row["dueAt"]
    relationship.partnerFence = row["partnerFence"]
    relationship.changedAt = row["changedAt"]
    relationship.establishedAt = row["establishedAt"]
    relationship.declaredAt = row["declaredAt"]
    relationship.withdrawReason = row["withdrawReason"]
    if let code: String = row["code"] {
      relationship.failure = RecordedFailure(
        isRefusal: row["isRefusal"], code: code, message: row["message"], next: row["next"], at: row["at"])
    }
    return relationship
  }
}
