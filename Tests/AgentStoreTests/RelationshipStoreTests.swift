import AgentStore
import Declarations
import Loopback
import Testing

/// What every store must do. Another store joins by one more line in ``StoreKind``.
@Suite("Relationship stores", .storeCluster, .timeLimit(.minutes(4)))
struct RelationshipStoreTests {
  @Test("all of this holds for etcd too", .enabled(if: EtcdCluster.isInstalled, "\(EtcdCluster.missing)"))
  func etcdIsHere() {
    #expect(StoreKind.here == StoreKind.allCases)
  }

  @Test("a relationship comes back as it was written", arguments: StoreKind.here)
  func roundTrip(_ kind: StoreKind) async throws {
    let place = try StorePlace()
    let store = try kind.open(place)
    let written = try Sample.full("a.test", "b.test")
    try await store.put(written)
    #expect(try await store.relationship(written.pair) == written)
  }

  @Test("a failure is kept, replaced and cleared with its relationship", arguments: StoreKind.here)
  func failure(_ kind: StoreKind) async throws {
    let place = try StorePlace()
    let store = try kind.open(place)
    var relationship = try Sample.bare("a.test", "b.test")
    for code in ["first", "second"] {
      relationship.failure = RecordedFailure(code: code, message: "what happened", next: "what to do", at: 7)
      try await store.put(relationship)
      #expect(try await store.relationship(relationship.pair)?.failure?.code == code)
    }
    relationship.failure = nil
    try await store.put(relationship)
    #expect(try await store.relationship(relationship.pair)?.failure == nil)
  }

  @Test("relationships are listed by pair", arguments: StoreKind.here)
  func order(_ kind: StoreKind) async throws {
    let place = try StorePlace()
    let store = try kind.open(place)
    for (origin, destination) in [("b.test", "a.test"), ("a.test", "c.test"), ("a.test", "b.test")] {
      try await store.put(try Sample.bare(origin, destination))
    }
    let pairs = try await store.relationships().map(\.pair.description)
    #expect(pairs == ["a.test → b.test", "a.test → c.test", "b.test → a.test"])
  }

  @Test("a refused change leaves everything as it was", arguments: StoreKind.here)
  func refusal(_ kind: StoreKind) async throws {
    let place = try StorePlace()
    let store = try kind.open(place)
    let relationship = try Sample.full("a.test", "b.test")
    try await store.put(relationship)
    await #expect(throws: ChangeError<Refused>.self) {
      try await store.change(relationship.pair) { stored throws(Refused) in
        stored?.state = .withdrawn
        throw Refused()
      }
    }
    #expect(try await store.relationship(relationship.pair) == relationship)
  }

  @Test("changes made at once are all kept", arguments: StoreKind.here)
  func concurrency(_ kind: StoreKind) async throws {
    let place = try StorePlace()
    let store = try kind.open(place)
    let relationship = try Sample.bare("a.test", "b.test")
    try await store.put(relationship)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          try await store.change(relationship.pair) { stored throws(Refused) in stored?.generation += 1 }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await store.relationship(relationship.pair)?.generation == relationship.generation + 50)
  }

  @Test("what was written is there when the store is opened again", arguments: StoreKind.here)
  func reopening(_ kind: StoreKind) async throws {
    let place = try StorePlace()
    let written = try Sample.full("a.test", "b.test")
    try await kind.open(place).put(written)
    try await kind.open(place).remember("1", as: "lastStart")
    let again = try kind.open(place)
    #expect(try await again.relationship(written.pair) == written)
    #expect(try await again.remembered("lastStart") == "1")
    #expect(try await again.remembered("another") == nil)
    try await again.remember("2", as: "lastStart")
    try await again.remember("", as: "empty/word")
    #expect(try await again.rememberedWords() == ["lastStart": "2", "empty/word": ""])
  }
}
