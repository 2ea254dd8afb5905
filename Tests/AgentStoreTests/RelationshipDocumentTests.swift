import AgentStore
import Foundation
import Testing

@Suite("Relationships as JSON")
struct RelationshipDocumentTests {
  @Test("a relationship comes back as it was, and the attempt that wrote it is known")
  func roundTrip() throws {
    for relationship in [try Sample.bare("a.test", "b.test"), try Sample.full("a.test", "b.test")] {
      let octets = try RelationshipDocument.octets(relationship, write: "me-1", path: "here")
      #expect(try RelationshipDocument.relationship(octets, of: relationship.pair, path: "here") == relationship)
      #expect(RelationshipDocument.write(in: octets) == "me-1")
    }
  }

  @Test("fields of a newer agent are passed over, those of a newer schema are not")
  func newer() throws {
    let relationship = try Sample.full("a.test", "b.test")
    let more = try self.changed(relationship) { $0["colour"] = ["green"] }
    #expect(try RelationshipDocument.relationship(more, of: relationship.pair, path: "here") == relationship)
    let newer = try self.changed(relationship) { $0 = ["schema": 2, "colour": "green"] }
    #expect(throws: StoreError.newerSchema(path: "here", migrations: ["2"])) {
      try RelationshipDocument.relationship(newer, of: relationship.pair, path: "here")
    }
  }

  @Test(
    "a value that makes no sense is named",
    arguments: [
      ("origin", "c.test"), ("destination", 1), ("served", "all"), ("startedHere", "yes"), ("generation", 0),
      ("generation", 1.5), ("generation", Int64.max), ("generation", "1"), ("state", "married"),
      ("originKeys", ["not base64!"]), ("standing", "none"), ("validUntil", Int64.min), ("validUntil", 1e300),
      ("publication", ""),
      ("createdAt", NSNull()), ("failure", "why"), ("failure", ["code": "x"]),
    ] as [(String, any Sendable)])
  func nonsense(_ field: String, _ value: any Sendable) throws {
    let relationship = try Sample.full("a.test", "b.test")
    let octets = try self.changed(relationship) { $0[field] = value }
    let error = #expect(throws: StoreError.self) {
      try RelationshipDocument.relationship(octets, of: relationship.pair, path: "here")
    }
    guard case .unreadableRow("here", "a.test → b.test", let column)? = error else {
      Issue.record("\(error.debugDescription)")
      return
    }
    // Foundation does not say where a number stands that is none of ours.
    #expect(column.hasPrefix(field) || column == "the whole")
  }

  @Test("one that is far too large is not written")
  func tooLarge() throws {
    var relationship = try Sample.bare("a.test", "b.test")
    relationship.withdrawReason = String(repeating: "x", count: RelationshipDocument.limit)
    #expect(throws: StoreError.self) { try RelationshipDocument.octets(relationship, write: "me-1", path: "here") }
  }

  private func changed(_ relationship: Relationship, _ change: (inout [String: Any]) -> Void) throws -> [UInt8] {
    let octets = try RelationshipDocument.octets(relationship, write: "me-1", path: "here")
    var object = try #require(try JSONSerialization.jsonObject(with: Data(octets)) as? [String: Any])
    change(&object)
    return Array(try JSONSerialization.data(withJSONObject: object))
  }
}
