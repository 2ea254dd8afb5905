import AgentStore
import Foundation
import GRDB
import Testing

@Suite("The SQLite store")
struct SQLiteStoreTests {
  @Test("the file and what lies beside it are their owner's alone")
  func modes() async throws {
    let place = try StorePlace()
    let store = try SQLiteStore(path: place.file)
    try await store.put(try Sample.full("a.test", "b.test"))
    #expect(try place.mode("\(place.folder)/state") == 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(place.folder)/state") {
      #expect(try place.mode("\(place.folder)/state/\(name)") == 0o600, "\(name)")
    }
  }

  @Test("a folder or file that others may use is refused", arguments: ["state", "state/warifud.sqlite"])
  func exposed(_ name: String) async throws {
    let place = try StorePlace()
    try await SQLiteStore(path: place.file).remember("1", as: "key")
    let path = "\(place.folder)/\(name)"
    try FileManager.default.setAttributes([.posixPermissions: name == "state" ? 0o750 : 0o640], ofItemAtPath: path)
    #expect(throws: StoreError.exposed(path: path, mode: name == "state" ? "0750" : "0640")) {
      try SQLiteStore(path: place.file)
    }
  }

  @Test("a newer schema is refused by the name of what is unknown")
  func newer() async throws {
    let place = try StorePlace()
    try await SQLiteStore(path: place.file).remember("1", as: "key")
    try await DatabaseQueue(path: place.file).write { database in
      try database.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('9 leases')")
    }
    #expect(throws: StoreError.newerSchema(path: place.file, migrations: ["9 leases"])) {
      try SQLiteStore(path: place.file)
    }
  }

  @Test("every commit is synchronized, the log is written ahead, and foreign keys hold")
  func durability() async throws {
    let place = try StorePlace()
    let store = try SQLiteStore(path: place.file)
    #expect(try await store.setting("synchronous") == "2")
    #expect(try await store.setting("journal_mode") == "wal")
    #expect(try await store.setting("foreign_keys") == "1")
  }

  @Test("a row that holds nonsense is named, not guessed at")
  func nonsense() async throws {
    let place = try StorePlace()
    let store = try SQLiteStore(path: place.file)
    let relationship = try Sample.bare("a.test", "b.test")
    try await store.put(relationship)
    try await DatabaseQueue(path: place.file).write { database in
      try database.execute(sql: "UPDATE relationship SET state = 'married'")
    }
    await #expect(
      throws: StoreError.unreadableRow(path: place.file, subject: "a.test → b.test", column: "state")
    ) {
      try await store.relationship(relationship.pair)
    }
  }

  @Test("a file that is no database is refused")
  func garbage() throws {
    let place = try StorePlace()
    try FileManager.default.createDirectory(
      atPath: "\(place.folder)/state", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    _ = FileManager.default.createFile(
      atPath: place.file, contents: Data(repeating: 7, count: 4096), attributes: [.posixPermissions: 0o600])
    #expect(throws: StoreError.self) { try SQLiteStore(path: place.file) }
  }
}
