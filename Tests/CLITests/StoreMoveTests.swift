import AgentStore
import Declarations
import EtcdStore
import Foundation
import Logging
import Loopback
import PartnerLink
import Testing

@Suite("warifu store move", .timeLimit(.minutes(4)))
struct StoreMoveTests {
  private let folder: TemporaryFolder

  init() throws {
    self.folder = try TemporaryFolder()
    let now = Int64(Date().timeIntervalSince1970)
    _ = try AgentIdentity.create(in: self.folder.file("identity"), name: "shop", now: now)
  }

  @Test("everything comes to etcd and back, and what was done is said", .withEtcd)
  func there() async throws {
    try await self.withEtcd { cluster in
      try await self.fill(2)
      let there = try await self.move("etcd", cluster.endpoints)
      #expect(there.code == 0, "\(there.errors)")
      #expect(there.output.contains("✓ 2 relationships are in etcd (\(cluster.endpoints[0]); /warifu/Shop/)"))
      #expect(there.output.contains("put it away"))
      let again = try await self.move("etcd", cluster.endpoints, "--json")
      #expect(again.code == 0)
      let document = try again.json
      #expect(document["wasThere"] as? Bool == true)
      #expect(document["relationships"] as? Int == 2 && document["words"] as? Int == 1)
      try FileManager.default.removeItem(atPath: self.folder.file("state"))
      let back = try await self.move("sqlite", cluster.endpoints)
      #expect(back.code == 0, "\(back.errors)")
      #expect(back.output.contains("etcdctl del --prefix '/warifu/Shop/'"))
      #expect(try await self.file().relationships().count == 2)
      #expect(try await self.file().rememberedWords() == ["lastStart": "7"])
    }
  }

  @Test("a target that holds something else is left as it is", .withEtcd)
  func targetNotEmpty() async throws {
    try await self.withEtcd { cluster in
      try await self.fill(1)
      #expect(try await self.move("etcd", cluster.endpoints).code == 0)
      try await self.file().change(Self.pair(0)) { stored throws(Refused) in stored?.generation += 1 }
      let outcome = try await self.move("sqlite", cluster.endpoints, "--json")
      #expect(outcome.code == 1)
      #expect(try outcome.error["code"] == "targetNotEmpty")
      #expect(try outcome.error["subject"] == "o0.test → pay.test")
      #expect(try await self.file().relationship(Self.pair(0))?.generation == 2)
    }
  }

  @Test("while an agent works on etcd nothing is moved, and it is named", .withEtcd)
  func agentOnEtcd() async throws {
    try await self.withEtcd { cluster in
      try await self.fill(1)
      let settings = try EtcdSettings(
        endpoints: try cluster.endpoints.map { try EtcdEndpoint($0) },
        prefix: EtcdSettings.standardPrefix(organization: "Shop"))
      let shared = try SharedStore(
        settings, card: MemberCard(host: "shop-2", process: 7, listen: nil, version: "0"),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      let running = Task { await shared.run() }
      try await shared.store.remember("1", as: "word")
      let outcome = try await self.move("etcd", cluster.endpoints)
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("in use by warifud on shop-2 (process 7)"))
      running.cancel()
    }
  }

  @Test("while an agent runs here nothing is moved, and where there is nothing to move that is said")
  func agentHere() async throws {
    try await ScriptedAgent.with { (_, socket) async throws in
      let outcome = try await self.move("etcd", ["http://127.0.0.1:1"], "--json", socket: socket)
      #expect(outcome.code == 1)
      #expect(try outcome.error["code"] == "agentRuns")
    }
    let nothing = try await self.move("etcd", ["http://127.0.0.1:1"], "--json")
    #expect(nothing.code == 1)
    #expect(try nothing.error["code"] == "noStore")
  }

  @Test("a configuration without an etcd is exit code 2, an etcd that does not answer 5")
  func unreachable() async throws {
    try await self.fill(1)
    let without = try await self.move("sqlite", [])
    #expect(without.code == 2)
    #expect(without.errors.contains("names no etcd"))
    let silent = try await self.move("etcd", ["http://127.0.0.1:\(try FreePort.find())"])
    #expect(silent.code == 5)
  }

  private func withEtcd(_ body: (EtcdCluster) async throws -> Void) async throws {
    let cluster = try await EtcdCluster.start(members: 1)
    do {
      try await body(cluster)
    } catch {
      await cluster.stop()
      throw error
    }
    await cluster.stop()
  }

  private func move(
    _ to: String, _ endpoints: [String], _ more: String..., socket: String = "nobody.sock"
  ) async throws -> WarifuProgram.Outcome {
    let store =
      endpoints.isEmpty ? "" : "store: { etcd: { endpoints: [\"\(endpoints.joined(separator: "\", \""))\"] } }\n"
    let file = try self.folder.write(
      """
      organization: Shop
      socket: \(socket)
      state: state
      hosts:
        - name: o0.test
          signer: signer.sock
      \(store)
      """, to: "warifud.yaml")
    return try await WarifuProgram.run(["store", "move", "--to", to] + more, environment: ["WARIFU_CONFIG": file])
  }

  private func file() throws -> SQLiteStore { try SQLiteStore(path: self.folder.file("state/warifud.sqlite")) }

  private func fill(_ count: Int) async throws {
    let store = try self.file()
    for number in 0..<count {
      let pair = try Self.pair(number)
      try await store.change(pair) { stored throws(Refused) in
        stored = Relationship(
          pair: pair, served: .both, partner: nil, startedHere: true, generation: 1, state: .established, at: 100)
      }
    }
    try await store.remember("7", as: "lastStart")
  }

  private struct Refused: Error {}

  private static func pair(_ number: Int) throws -> HostPair {
    HostPair(origin: try HostName("o\(number).test"), destination: try HostName("pay.test"))
  }
}

extension Trait where Self == ConditionTrait {
  fileprivate static var withEtcd: Self { .enabled(if: EtcdCluster.isInstalled, "\(EtcdCluster.missing)") }
}
