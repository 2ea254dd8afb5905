package import AgentStore
import Declarations
import Foundation
import Rpc
import Synchronization

/// Relationships in etcd, shared by several agents of one organization.
///
/// What one agent reads is what was last written by any (reads are linearizable). A change is read, applied, and written on
/// condition that nobody wrote meanwhile and that the writer's right still holds; both are looked at by etcd in the same
/// transaction, so an agent that was paused, or cut off, and overtaken changes nothing when it wakes up.
package final class EtcdStore: RelationshipStore {
  private let client: EtcdClient
  private let keys: StoreKeys
  private let place: String
  private let writeGuard: any WriteGuard
  private let attempts = Mutex<UInt64>(0)
  /// The first part of the names of this store's attempts to write.
  private let writer: String

  init(_ client: EtcdClient, _ settings: EtcdSettings, writer: String, guardedBy writeGuard: any WriteGuard) {
    self.client = client
    self.keys = StoreKeys(prefix: settings.prefix)
    self.place = settings.place
    self.writer = writer
    self.writeGuard = writeGuard
  }

  package func relationship(_ pair: HostPair) async throws(StoreError) -> Relationship? {
    guard let found = try await self.read(self.keys.relationship(pair)) else { return nil }
    return try RelationshipDocument.relationship(Array(found.value), of: pair, path: self.place)
  }

  package func relationships() async throws(StoreError) -> [Relationship] {
    let found = try await self.readAll(self.keys.relationships)
    // Ten thousand take a good part of a second, in which no connection shall wait for this thread.
    let read = await withTaskExecutorPreference(globalConcurrentExecutor) {
      Result { () throws(StoreError) in try found.map { found throws(StoreError) in try self.relationship(found) } }
    }
    return try read.get().sorted { $0.pair < $1.pair }
  }

  private func relationship(_ found: Etcdserverpb_KeyValue) throws(StoreError) -> Relationship {
    guard case .pair(let pair) = self.keys.subject(found.key) else {
      throw .unreadableRow(path: self.place, subject: Self.shown(found.key), column: "its name")
    }
    return try RelationshipDocument.relationship(Array(found.value), of: pair, path: self.place)
  }

  package func due(at now: Int64) async throws(StoreError) -> [HostPair] {
    try await self.relationships().filter { $0.isDue(at: now) }.map(\.pair)
  }

  package func counts() async throws(StoreError) -> [RelationshipState: Int] {
    try await self.relationships().reduce(into: [:]) { counts, relationship in
      counts[relationship.state, default: 0] += 1
    }
  }

  package func backUp(to path: String) async throws(StoreError) -> (relationships: Int, octets: Int) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("warifu-backup-" + UUID().uuidString)
      .path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let copy = try SQLiteStore(path: folder + "/warifud.sqlite")
    for relationship in try await self.relationships() {
      do {
        try await copy.change(relationship.pair) { stored throws(Never) in stored = relationship }
      } catch {
        throw .failed(path: path, reason: "\(error)")
      }
    }
    for (key, value) in try await self.rememberedWords() { try await copy.remember(value, as: key) }
    return try await copy.backUp(to: path)
  }

  package func change<Rejection: Error, Outcome: Sendable>(
    _ pair: HostPair,
    _ change: @escaping @Sendable (inout Relationship?) throws(Rejection) -> Outcome
  ) async throws(ChangeError<Rejection>) -> Outcome {
    let key = self.keys.relationship(pair)
    let clock = ContinuousClock()
    let end = clock.now + self.client.limits.contention
    var seen: Etcdserverpb_KeyValue?
    do throws(StoreError) { seen = try await self.read(key) } catch { throw .store(error) }
    while true {
      let before: Relationship?
      do throws(StoreError) {
        before = try seen.map { found throws(StoreError) in
          try RelationshipDocument.relationship(Array(found.value), of: pair, path: self.place)
        }
      } catch {
        throw .store(error)
      }
      var relationship = before
      let outcome: Outcome
      do throws(Rejection) { outcome = try change(&relationship) } catch { throw .rejected(error) }
      guard let relationship, relationship != before else { return outcome }
      do throws(StoreError) {
        let value = try RelationshipDocument.octets(relationship, write: self.nextAttempt(), path: self.place)
        switch try await self.write(value, at: key, insteadOf: seen, about: pair) {
        case .written: return outcome
        case .overtaken(let now): seen = now
        }
        guard clock.now < end else {
          throw .failed(path: self.place, reason: "others keep writing about \(pair) at the same time")
        }
      } catch {
        throw .store(error)
      }
      // Those who were overtaken by one write do not all come back at once.
      try? await Task.sleep(for: .milliseconds(Int.random(in: 0...8)))
    }
  }

  package func remembered(_ key: String) async throws(StoreError) -> String? {
    guard let found = try await self.read(self.keys.remembered(key)) else { return nil }
    return try self.text(found)
  }

  package func rememberedWords() async throws(StoreError) -> [String: String] {
    var words: [String: String] = [:]
    for found in try await self.readAll(self.keys.remembered) {
      guard case .word(let word) = self.keys.subject(found.key) else {
        throw .unreadableRow(path: self.place, subject: Self.shown(found.key), column: "its name")
      }
      words[word] = try self.text(found)
    }
    return words
  }

  package func remember(_ value: String, as key: String) async throws(StoreError) {
    let mark = try await self.writeGuard.mark(nil)
    var transaction = Transaction()
    transaction.demand(mark.key, createdAt: mark.createdAt)
    transaction.put(self.keys.remembered(key), Array(value.utf8))
    let reply: Etcdserverpb_TxnResponse
    do {
      reply = try await self.client.transact(transaction.request)
    } catch {
      throw self.failure(error)
    }
    guard reply.succeeded else { throw .fenced(path: self.place, subject: key) }
  }

  private enum Written {
    case written
    /// Another wrote first: what is there now.
    case overtaken(Etcdserverpb_KeyValue?)
  }

  /// Writes a value in place of the one that was seen, if this agent still may.
  private func write(
    _ value: [UInt8], at key: [UInt8], insteadOf seen: Etcdserverpb_KeyValue?, about pair: HostPair
  ) async throws(StoreError) -> Written {
    let mark = try await self.writeGuard.mark(pair)
    var transaction = Transaction()
    transaction.demand(mark.key, createdAt: mark.createdAt)
    transaction.demand(key, writtenAt: seen?.modRevision ?? 0)
    transaction.put(key, value)
    transaction.otherwiseRead(KeyRange(mark.key))
    transaction.otherwiseRead(KeyRange(key))
    let clock = ContinuousClock()
    let end = clock.now + self.client.limits.whole
    var wasSilent = false
    while true {
      let reply: Etcdserverpb_TxnResponse
      do {
        reply = try await self.client.transactOnce(transaction.request)
      } catch {
        guard case .noAnswer = error, clock.now < end, !Task.isCancelled else { throw self.failure(error) }
        wasSilent = true
        let now = try await self.read(key)
        if let now, Array(now.value) == value { return .written }
        if now?.modRevision == seen?.modRevision { continue }
        return .overtaken(try self.othersOnly(now, after: seen))
      }
      if reply.succeeded { return .written }
      let now = reply.found(1).first
      // By a try before this one whose answer was lost.
      if let now, Array(now.value) == value { return .written }
      let others = wasSilent ? try self.othersOnly(now, after: seen) : now
      guard reply.found(0).first?.createRevision == mark.createdAt else {
        throw .fenced(path: self.place, subject: "\(pair)")
      }
      return .overtaken(others)
    }
  }

  /// What is there now, if a write of ours that nobody answered cannot have been among those since `seen`.
  private func othersOnly(
    _ now: Etcdserverpb_KeyValue?, after seen: Etcdserverpb_KeyValue?
  ) throws(StoreError) -> Etcdserverpb_KeyValue? {
    if now?.modRevision == seen?.modRevision { return now }
    // One write since, and what it wrote is not ours.
    if let now, seen == nil || now.createRevision == seen?.createRevision, now.version == (seen?.version ?? 0) + 1 {
      return now
    }
    throw .failed(
      path: self.place, reason: "it gave no answer in time, and others have written since, so the outcome is not known")
  }

  private func nextAttempt() -> String {
    let number = self.attempts.withLock { number in
      number += 1
      return number
    }
    return "\(self.writer)-\(number)"
  }

  private func read(_ key: [UInt8]) async throws(StoreError) -> Etcdserverpb_KeyValue? {
    do {
      return try await self.client.value(key)
    } catch {
      throw self.failure(error)
    }
  }

  private func readAll(_ range: KeyRange) async throws(StoreError) -> [Etcdserverpb_KeyValue] {
    do {
      return try await self.client.all(range)
    } catch {
      throw self.failure(error)
    }
  }

  private func text(_ found: Etcdserverpb_KeyValue) throws(StoreError) -> String {
    guard let text = String(validating: found.value, as: UTF8.self) else {
      throw .unreadableRow(path: self.place, subject: Self.shown(found.key), column: "its value")
    }
    return text
  }

  private func failure(_ error: EtcdError) -> StoreError { .failed(path: self.place, reason: "\(error)") }

  /// A key that anybody may have written, for a message.
  private static func shown(_ key: Data) -> String {
    String(decoding: key.prefix(300).map { $0 < 0x20 || $0 > 0x7E ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
  }
}
