import Foundation
import GRDB

/// The store in one SQLite file: write-ahead log, every commit synchronized to the disk.
package final class SQLiteStore: RelationshipStore {
  let path: String
  /// Never read from it with `await`, only in place (``glance(_:)``) or through the one connection that writes: a reader that is held
  /// while its task waits for a thread, and that thread waiting for a reader, would wait for each other.
  let pool: DatabasePool
  private let commits: GroupCommit

  /// Opens the store, makes it where there is none, and brings an older schema up to date.
  ///
  /// - Parameter path: the file; its folder is made too.
  package init(path: String) throws(StoreError) {
    try StoreFile(path: path).prepare()
    self.path = path
    do {
      self.pool = try DatabasePool(path: path, configuration: Self.configuration)
      // GRDB sets NORMAL with the write-ahead log, which may lose the last commits at a power cut. It does so when it opens
      // the one connection that writes, so this must come after.
      try self.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      let unknown = try self.pool.read { database in
        let known = Schema.migrator.migrations
        return try Schema.migrator.appliedIdentifiers(database).subtracting(known).sorted()
      }
      guard unknown.isEmpty else { throw StoreError.newerSchema(path: path, migrations: unknown) }
      try Schema.migrator.migrate(self.pool)
      self.commits = GroupCommit(self.pool)
    } catch let error as StoreError {
      throw error
    } catch {
      throw .failed(path: path, reason: "\(error)")
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(5)
    configuration.label = "AgentStore"
    configuration.maximumReaderCount = 2
    return configuration
  }

  package func relationship(_ pair: HostPair) async throws(StoreError) -> Relationship? {
    try self.glance { database in try RelationshipRow.fetch(pair, from: database) }
  }

  package func relationships() async throws(StoreError) -> [Relationship] {
    try await self.access { database in try RelationshipRow.fetchAll(from: database) }
  }

  package func due(at now: Int64) async throws(StoreError) -> [HostPair] {
    let resting = RelationshipState.allCases.filter(\.rests).map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try await self.access { database in
      try Row.fetchAll(
        database,
        sql: "SELECT origin, destination FROM relationship WHERE state NOT IN (\(resting)) OR dueAt <= ?",
        arguments: [now]
      ).map(RelationshipRow.pair)
    }
  }

  package func counts() async throws(StoreError) -> [RelationshipState: Int] {
    try await self.access { database in
      let rows = try Row.fetchAll(database, sql: "SELECT state, count(*) AS number FROM relationship GROUP BY state")
      return rows.reduce(into: [:]) { counts, row in
        guard let state = RelationshipState(rawValue: row["state"]) else { return }
        counts[state] = row["number"]
      }
    }
  }

  package func change<Rejection: Error, Outcome: Sendable>(
    _ pair: HostPair,
    _ change: @escaping @Sendable (inout Relationship?) throws(Rejection) -> Outcome
  ) async throws(ChangeError<Rejection>) -> Outcome {
    do {
      return try await self.commits.run { database in
        let before = try RelationshipRow.fetch(pair, from: database)
        var relationship = before
        let outcome: Outcome
        do throws(Rejection) {
          outcome = try change(&relationship)
        } catch {
          throw ChangeError<Rejection>.rejected(error)
        }
        if let relationship, relationship != before { try RelationshipRow.save(relationship, in: database) }
        return outcome
      }
    } catch let error as ChangeError<Rejection> {
      throw error
    } catch {
      throw .store(Self.storeError(error, path: self.path))
    }
  }

  package func backUp(to path: String) async throws(StoreError) -> (relationships: Int, octets: Int) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .failed(path: path, reason: String(cString: strerror(errno))) }
    close(descriptor)
    do {
      // SQLite takes an empty file for one that does not exist.
      let count = try await self.pool.writeWithoutTransaction { database in
        try database.execute(sql: "VACUUM INTO ?", arguments: [path])
        return try Int.fetchOne(database, sql: "SELECT count(*) FROM relationship") ?? 0
      }
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      return (count, size)
    } catch {
      unlink(path)
      throw Self.storeError(error, path: path)
    }
  }

  package func remembered(_ key: String) async throws(StoreError) -> String? {
    try self.glance { database in
      try String.fetchOne(database, sql: "SELECT value FROM remembered WHERE key = ?", arguments: [key])
    }
  }

  package func remember(_ value: String, as key: String) async throws(StoreError) {
    try await self.access { database in
      try database.execute(
        sql: "INSERT INTO remembered (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        arguments: [key, value])
    }
  }

  package func rememberedWords() async throws(StoreError) -> [String: String] {
    try await self.access { database in
      let rows = try Row.fetchAll(database, sql: "SELECT key, value FROM remembered")
      return Dictionary(rows.map { ($0["key"], $0["value"]) }) { first, _ in first }
    }
  }

  /// What SQLite says of one of its settings.
  package func setting(_ name: String) async throws(StoreError) -> String? {
    try await self.access { database in
      try Row.fetchOne(database, sql: "PRAGMA \(name)").flatMap { $0.databaseValues.first?.storage.value }.map {
        "\($0)"
      }
    }
  }

  func access<Value: Sendable>(
    _ work: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    do {
      return try await self.pool.write(work)
    } catch {
      throw Self.storeError(error, path: self.path)
    }
  }

  /// Reads a row or two in the caller's thread: every step of a registration does, and going to another thread and back takes
  /// many times as long. Writers are not waited for.
  private func glance<Value>(_ work: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try self.pool.read(work)
    } catch {
      throw Self.storeError(error, path: self.path)
    }
  }

  static func storeError(_ error: any Error, path: String) -> StoreError {
    switch error {
    case let error as StoreError: error
    case let error as UnreadableRow:
      .unreadableRow(path: path, subject: error.subject, column: error.column)
    default: .failed(path: path, reason: "\(error)")
    }
  }
}
