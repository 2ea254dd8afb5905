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
    try statement.execute(arguments: StatementArguments(ends + self.values(relationship)))
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
    "served", "partner", "startedHere", "generation", "state", "originKey", "destinationKey", "maximumValidity",
    "originHalf", "destinationHalf", "validUntil", "publication", "createdAt", "changedAt", "establishedAt",
    "withdrawReason",
  ]

  private static let selection = """
    SELECT relationship.*, isRefusal, code, message, next, at FROM relationship LEFT JOIN failure USING (origin, destination)
    """

  private static let upsert = """
    INSERT INTO relationship (origin, destination, \(columns.joined(separator: ", ")))
    VALUES (?, ?, \(columns.map { _ in "?" }.joined(separator: ", ")))
    ON CONFLICT (origin, destination) DO UPDATE SET \(columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
    """

  private static func values(_ relationship: Relationship) -> [(any DatabaseValueConvertible)?] {
    [
      relationship.served.rawValue, relationship.partner, relationship.startedHere, relationship.generation,
      relationship.state.rawValue, relationship.originKey.map { Data($0) },
      relationship.destinationKey.map { Data($0) },
      relationship.maximumValidity, relationship.originHalf, relationship.destinationHalf, relationship.validUntil,
      relationship.publication.rawValue, relationship.createdAt, relationship.changedAt, relationship.establishedAt,
      relationship.withdrawReason,
    ]
  }

  private static func relationship(_ row: Row) throws -> Relationship {
    let origin: String = row["origin"]
    let destination: String = row["destination"]
    func read<Value>(_ column: String, _ make: (String) -> Value?) throws -> Value {
      guard let text: String = row[column], let value = make(text) else {
        throw UnreadableRow(subject: "\(origin) → \(destination)", column: column)
      }
      return value
    }
    let pair = HostPair(
      origin: try read("origin") { try? HostName($0) }, destination: try read("destination") { try? HostName($0) })
    var relationship = Relationship(
      pair: pair, served: try read("served", ServedEnds.init(rawValue:)), partner: row["partner"],
      startedHere: row["startedHere"], generation: row["generation"],
      state: try read("state", RelationshipState.init(rawValue:)), at: row["createdAt"])
    relationship.originKey = (row["originKey"] as Data?).map { Array($0) }
    relationship.destinationKey = (row["destinationKey"] as Data?).map { Array($0) }
    relationship.maximumValidity = row["maximumValidity"]
    relationship.originHalf = row["originHalf"]
    relationship.destinationHalf = row["destinationHalf"]
    relationship.validUntil = row["validUntil"]
    relationship.publication = try read("publication", PublicationState.init(rawValue:))
    relationship.changedAt = row["changedAt"]
    relationship.establishedAt = row["establishedAt"]
    relationship.withdrawReason = row["withdrawReason"]
    if let code: String = row["code"] {
      relationship.failure = RecordedFailure(
        isRefusal: row["isRefusal"], code: code, message: row["message"], next: row["next"], at: row["at"])
    }
    return relationship
  }
}
