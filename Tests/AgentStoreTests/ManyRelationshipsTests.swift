import AgentStore
import Declarations
import Foundation
import Testing

/// What an agent asks of a store with many relationships.
@Suite("Stores with many relationships", .storeCluster, .timeLimit(.minutes(4)))
struct ManyRelationshipsTests {
  @Test("what is due is found: what does not rest, and what is to be renewed", arguments: StoreKind.here)
  func due(_ kind: StoreKind) async throws {
    let store = try kind.open(try StorePlace())
    for (name, state, due) in [
      ("a.test", RelationshipState.established, nil), ("b.test", .established, 100), ("c.test", .established, 101),
      ("d.test", .keysAgreed, nil), ("e.test", .failed, nil), ("f.test", .withdrawing, nil),
      ("g.test", .withdrawn, nil),
    ] as [(String, RelationshipState, Int64?)] {
      var relationship = try Sample.bare(name, "pay.test")
      relationship.state = state
      relationship.dueAt = due
      try await store.put(relationship)
    }
    #expect(try await store.due(at: 100).map(\.origin.description).sorted() == ["b.test", "d.test", "f.test"])
    #expect(
      try await store.counts() == [.established: 3, .keysAgreed: 1, .failed: 1, .withdrawing: 1, .withdrawn: 1])
  }

  @Test("a backup opens as a store that holds the same", arguments: StoreKind.here)
  func backUp(_ kind: StoreKind) async throws {
    let (place, other) = (try StorePlace(), try StorePlace())
    let store = try kind.open(other)
    let written = try Sample.full("a.test", "b.test")
    try await store.put(written)
    try await store.remember("value", as: "word")
    let folder = "\(place.folder)/state"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let (count, octets) = try await store.backUp(to: place.file)
    #expect(count == 1 && octets > 0)
    #expect(try place.mode(place.file) == 0o600)
    let copy = try SQLiteStore(path: place.file)
    #expect(try await copy.relationship(written.pair) == written)
    #expect(try await copy.remembered("word") == "value")
    await #expect(throws: StoreError.self) { try await store.backUp(to: place.file) }
  }
}
