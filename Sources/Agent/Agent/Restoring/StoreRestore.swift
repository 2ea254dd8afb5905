import AgentStore
import Declarations
import Foundation
import Relationships
import Secrets
import TLSKeys

/// Puts a backup in the place of an agent's store. The agent must not run.
///
/// The backup is looked through and prepared as a copy beside the store, which then takes its place in one step: killed at
/// any moment, the old store or the new one is there, whole.
package struct StoreRestore: Sendable {
  package struct Outcome: Hashable, Sendable {
    package let store: String
    package let relationships: Int
    /// Where the store that was there before is kept; nil when there was none.
    package let replaced: String?
  }

  private enum Existing {
    case none
    case usable(LastChange?)
    case damaged
  }

  /// How many relationships a second are to be renewed afterwards.
  private static let renewalsPerSecond: Int64 = 4

  private let backup: String
  private let folder: String
  private let store: String
  private let now: Int64

  /// - Parameters:
  ///   - backup: a file that `warifu backup` wrote; it is only read.
  ///   - folder: the agent's state folder.
  ///   - now: Unix seconds.
  package init(from backup: String, into folder: String, now: Int64) {
    self.backup = backup
    self.folder = folder
    self.store = AgentConfiguration.storeFile(in: folder)
    self.now = now
  }

  /// - Parameter force: replace a store that has changed after the backup was made.
  package func run(force: Bool) async throws(RestoreRefusal) -> Outcome {
    let prepared = "\(self.store).restoring"
    Self.remove(prepared)
    defer { Self.remove(prepared) }
    try self.copy(to: prepared)
    let made: LastChange?
    let existing: Existing
    let count: Int
    do throws(StoreError) {
      made = try SQLiteStore.settle(prepared)
      existing = try self.existing()
    } catch {
      throw RestoreRefusal(error, self.backup, for: prepared)
    }
    if case .usable(let last?) = existing, !force, last.isLater(than: made) { throw .newer(self.store, last, made) }
    do throws(StoreError) {
      count = try await self.prepare(prepared)
    } catch {
      throw RestoreRefusal(error, self.backup, for: prepared)
    }
    return Outcome(store: self.store, relationships: count, replaced: try self.exchange(prepared, existing))
  }

  private func copy(to prepared: String) throws(RestoreRefusal) {
    do {
      try FileManager.default.createDirectory(
        atPath: self.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try FileCopy.make(of: self.backup, at: prepared)
    } catch let error as FileCopy.Failure {
      throw RestoreRefusal(
        code: "file", message: error.description, next: "Run this as the agent's user, and name a file it can read")
    } catch {
      throw RestoreRefusal(
        code: "file", message: "the folder \(self.folder) cannot be made: \(error.localizedDescription)",
        next: "Run this as the agent's user")
    }
  }

  private func existing() throws(StoreError) -> Existing {
    guard FileManager.default.fileExists(atPath: self.store) else { return .none }
    do throws(StoreError) {
      return .usable(try SQLiteStore.settle(self.store))
    } catch .notAStore {
      return .damaged
    } catch {
      throw error
    }
  }

  /// Brings the copy up to this version's schema, and makes of its relationships ones to go on with.
  ///
  /// - Returns: how many there are.
  private func prepare(_ path: String) async throws(StoreError) -> Int {
    let store = try SQLiteStore(path: path)
    let now = self.now
    let count = try await store.relationships().count
    let last = now + Int64(count) / Self.renewalsPerSecond
    try await store.changeAll { $0.goOnAfterRestore(at: now, due: .random(in: now...last)) }
    try await store.remember(String(now), as: Registrar.restoredKey)
    try store.letGo()
    _ = try SQLiteStore.settle(path)
    return count
  }

  /// - Returns: where the store that was there is kept now.
  private func exchange(_ prepared: String, _ existing: Existing) throws(RestoreRefusal) -> String? {
    var replaced: String?
    if case .none = existing {
    } else {
      let time = TimeText.utc(self.now).filter { $0 != "-" && $0 != ":" }
      let kept = try self.keep(as: "\(self.folder)/replaced-\(time)")
      for suffix in ["-wal", "-shm", "-journal"] { rename(self.store + suffix, kept + suffix) }
      replaced = kept
    }
    guard rename(prepared, self.store) == 0 else { throw .file(self.store, errno) }
    FileCopy.synchronize(folder: self.folder)
    return replaced
  }

  /// Gives the store a second name first, so that it is never without one.
  ///
  /// - Returns: the name, numbered where another restore took it in the same second.
  private func keep(as name: String) throws(RestoreRefusal) -> String {
    for number in 1...99 {
      let kept = number == 1 ? "\(name).sqlite" : "\(name)-\(number).sqlite"
      if link(self.store, kept) == 0 { return kept }
      guard errno == EEXIST else { throw .file(kept, errno) }
    }
    throw .file("\(name).sqlite", EEXIST)
  }

  private static func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }
}

extension RestoreRefusal {
  /// What the store's code says of the copy is said of the backup.
  fileprivate init(_ error: StoreError, _ backup: String, for prepared: String) {
    switch error {
    case .open(let path):
      self.init(
        code: "inUse", message: "\(path) is in use: the agent runs", next: "Stop it first: systemctl stop warifud")
    case .notOurs(let path):
      self.init(
        code: "notOurs", message: "\(path) belongs to another user",
        next: "Run this as the agent's user: sudo -u warifu warifu restore …")
    case .notAStore:
      self.init(
        code: "notABackup", message: "\(backup) is no backup of an agent's store, or is damaged",
        next: "Name a file that `warifu backup` wrote")
    default:
      self.init(code: "store", message: error.description.replacing(prepared, with: backup), next: "")
    }
  }

  fileprivate static func newer(_ store: String, _ last: LastChange, _ made: LastChange?) -> RestoreRefusal {
    let then = made.map { "the last change in the backup is of \(TimeText.utc($0.time))" } ?? "the backup is empty"
    return RestoreRefusal(
      code: "newerStore", message: "\(store) has changed since, on \(TimeText.utc(last.time)): \(then)",
      next: "If the older state is meant all the same, add --force; the store is kept beside it")
  }

  fileprivate static func file(_ path: String, _ code: Int32) -> RestoreRefusal {
    RestoreRefusal(code: "file", message: "\(path): \(systemReason(code))", next: "")
  }
}
