import AgentStore
import Foundation
import Loopback
import Rpc
import Synchronization
import Testing

@testable import EtcdStore

@Suite(
  "What anybody may have put into etcd", .enabled(if: EtcdCluster.isInstalled, .noEtcd), .onEtcd,
  .timeLimit(.minutes(4)))
struct HostileContentTests {
  private let pair = Sample.pairs[0]

  @Test(
    "a relationship that cannot be read is named, and neither guessed at nor overwritten",
    arguments: [
      ("", "the whole"), ("null", "the whole"), ("\u{0}\u{1}", "the whole"), ("[]", "the whole"), ("{}", "schema"),
      (#"{"schema":"1"}"#, "schema"), (#"{"schema":1}"#, ""), (String(repeating: "[", count: 100_000), "the whole"),
      (String(repeating: " ", count: 300_000), "its size"),
    ])
  func unreadable(_ text: String, _ column: String) async throws {
    let settings = try EtcdWorld.settings()
    let agent = try TestAgent(settings)
    try await agent.plant(text, at: "relationships/o0.test/pay.test", settings)
    let error = await #expect(throws: StoreError.self) { try await agent.store.relationship(pair) }
    guard case .unreadableRow(settings.place, "o0.test → pay.test", let named)? = error else {
      Issue.record("\(error.debugDescription)")
      return
    }
    #expect(column.isEmpty || named == column)
    await #expect(throws: StoreError.self) { try await agent.store.relationships() }
    await #expect(throws: ChangeError<Refused>.self) { try await agent.store.put(Sample.relationship(pair)) }
    #expect(try await agent.content("relationships/o0.test/pay.test", settings) == text)
  }

  @Test("a relationship of a newer version is left alone, and the error says to run that")
  func newer() async throws {
    let settings = try EtcdWorld.settings()
    let agent = try TestAgent(settings)
    try await agent.plant(#"{"schema":2,"more":true}"#, at: "relationships/o0.test/pay.test", settings)
    await #expect(throws: StoreError.newerSchema(path: settings.place, migrations: ["2"])) {
      try await agent.store.relationship(pair)
    }
  }

  @Test("a key that names no pair is named", arguments: ["relationships/x", "relationships/A.test/b.test"])
  func strangeKey(_ key: String) async throws {
    let settings = try EtcdWorld.settings()
    let agent = try TestAgent(settings)
    try await agent.plant("{}", at: key, settings)
    await #expect(
      throws: StoreError.unreadableRow(path: settings.place, subject: settings.prefix + key, column: "its name")
    ) { try await agent.store.relationships() }
  }

  @Test("a remembered word that is no text is named")
  func noText() async throws {
    let settings = try EtcdWorld.settings()
    let agent = try TestAgent(settings)
    try await agent.plant([0xFF, 0xFE], at: "remembered/word", settings)
    await #expect(throws: StoreError.self) { try await agent.store.remembered("word") }
    await #expect(throws: StoreError.self) { try await agent.store.rememberedWords() }
  }

  @Test("shards whose keys cannot be read are worked on by nobody, the others go on")
  func strangeShards() async throws {
    let settings = try EtcdWorld.settings()
    let agent = try TestAgent(settings)
    try await EtcdWorld.eventually("it lives") { agent.division.mine(pair) != nil }
    await agent.leave()
    for (key, text) in [
      ("shards/0", "{}"), ("shards/1", "nobody"), ("shards/99999", "{}"), ("shards/-1", "{}"), ("fences/2", "many"),
      ("fences/3", "18446744073709551615"), ("members/x", "\u{7F}"),
    ] {
      try await agent.plant(text, at: key, settings)
    }
    let next = try TestAgent(settings)
    // One member is made up, so there are two shares.
    try await EtcdWorld.eventually("it has its share") { next.shards.count == 32 }
    #expect(next.shards.isDisjoint(with: 0...3))
  }

  @Test(
    "a format that cannot be read, or is a newer version's, keeps agents away and says so",
    arguments: ["{}", #"{"schema":2,"shards":64}"#, #"{"schema":1,"shards":0}"#, #"{"schema":1,"shards":99999999}"#])
  func format(_ text: String) async throws {
    let settings = try EtcdWorld.settings()
    let planter = try TestAgent(try EtcdWorld.settings())
    try await planter.plant(text, at: "format", settings)
    await #expect(throws: StoreError.self) {
      try await StoreFormat.agree(planter.client, StoreKeys(prefix: settings.prefix), place: settings.place)
    }
  }
}

extension TestAgent {
  func plant(_ text: String, at key: String, _ settings: EtcdSettings) async throws {
    try await self.plant(Array(text.utf8), at: key, settings)
  }

  func plant(_ octets: [UInt8], at key: String, _ settings: EtcdSettings) async throws {
    var transaction = Transaction()
    transaction.put(Array((settings.prefix + key).utf8), octets)
    _ = try await self.client.transact(transaction.request)
  }

  func content(_ key: String, _ settings: EtcdSettings) async throws -> String? {
    let found = try await self.client.value(Array((settings.prefix + key).utf8))
    return found.map { String(decoding: $0.value, as: UTF8.self) }
  }

  var shards: Set<Int> { Set(self.division.table.withLock { $0.claims.keys }) }
}
