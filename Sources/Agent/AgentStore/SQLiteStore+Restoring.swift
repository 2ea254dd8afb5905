import Foundation
import GRDB

/// What a restore from a backup needs of a store's file.
extension SQLiteStore {
  /// Puts all that was written into the one file, without a log beside it, and lets it go.
  ///
  /// - Returns: the last change of its relationships; nil when it has none.
  /// - Throws: ``StoreError/open(path:)`` while another process has it open; ``StoreError/notAStore(path:)`` for a file
  ///   without an agent's tables, or a damaged one.
  package static func settle(_ path: String) throws(StoreError) -> LastChange? {
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(1)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let last = try queue.inDatabase { database -> LastChange? in
        // SQLite does this only for one that has the file for itself.
        try database.execute(sql: "PRAGMA journal_mode = DELETE")
        guard try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok",
          try database.tableExists("relationship"), try database.tableExists("remembered")
        else { throw StoreError.notAStore(path: path) }
        guard let time = try Int64.fetchOne(database, sql: "SELECT max(changedAt) FROM relationship") else {
          return nil
        }
        let relationships = try String.fetchSet(
          database,
          sql: """
            SELECT origin || ' ' || destination || ' ' || generation || ' ' || state FROM relationship WHERE changedAt = ?
            """, arguments: [time])
        return LastChange(time: time, relationships: relationships)
      }
      try queue.close()
      return last
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) {
      throw .open(path: path)
    } catch let error as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode) {
      throw .notAStore(path: path)
    } catch {
      throw .failed(path: path, reason: "\(error)")
    }
  }

  /// Changes every relationship, all of them or none.
  package func changeAll(_ change: @escaping @Sendable (inout Relationship) -> Void) async throws(StoreError) {
    try await self.access { database in
      for before in try RelationshipRow.fetchAll(from: database) {
        var relationship = before
        change(&relationship)
        if relationship != before { try RelationshipRow.save(relationship, in: database) }
      }
    }
  }

  /// Ends the use of the file.
  package func letGo() throws(StoreError) {
    do {
      try self.pool.close()
    } catch {
      throw Self.storeError(error, path: self.path)
    }
  }
}
