import AgentStore
import Foundation
import GRDB
import Testing

@Suite("A store that is put away or brought back")
struct SettlingTests {
  @Test("one that nobody has open becomes a single file, and says when it changed last")
  func settle() async throws {
    let place = try StorePlace()
    let store = try SQLiteStore(path: place.file)
    #expect(throws: StoreError.open(path: place.file)) { try SQLiteStore.settle(place.file) }
    try await store.put(try Sample.full("a.test", "b.test"))
    try await store.put(try Sample.bare("a.test", "c.test"))
    #expect(throws: StoreError.open(path: place.file)) { try SQLiteStore.settle(place.file) }
    try store.letGo()
    let last = try #require(try SQLiteStore.settle(place.file))
    #expect(last.time == 200)
    #expect(last.relationships.contains { $0.hasPrefix("a.test b.test ") })
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(place.folder)/state")
    #expect(names == ["warifud.sqlite"])
  }

  @Test("a change in the same second is a change: one of two stores that differ may know more")
  func sameSecond() {
    let backup = LastChange(time: 200, relationships: ["a.test b.test 1 established"])
    #expect(!backup.isLater(than: backup))
    #expect(LastChange(time: 200, relationships: ["a.test b.test 2 established"]).isLater(than: backup))
    #expect(LastChange(time: 201, relationships: backup.relationships).isLater(than: backup))
    #expect(!LastChange(time: 199, relationships: ["a.test b.test 2 established"]).isLater(than: backup))
    #expect(backup.isLater(than: nil))
  }

  @Test("what is none is named as such", arguments: ["", "text that is no database at all, but long enough", "other"])
  func notAStore(_ content: String) async throws {
    let place = try StorePlace()
    let path = "\(place.folder)/file"
    if content == "other" {
      try await DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE relationship (a TEXT)") }
    } else {
      try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    }
    #expect(throws: StoreError.notAStore(path: path)) { try SQLiteStore.settle(path) }
  }

  @Test("all relationships are changed, and what is beside them stays")
  func changeAll() async throws {
    let place = try StorePlace()
    let store = try SQLiteStore(path: place.file)
    let written = [try Sample.full("a.test", "b.test"), try Sample.bare("a.test", "c.test")]
    for relationship in written { try await store.put(relationship) }
    try await store.changeAll { $0.generation += 65_536 }
    var expected = written
    for index in expected.indices { expected[index].generation += 65_536 }
    #expect(try await store.relationships() == expected)
  }
}
