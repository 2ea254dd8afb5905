import AgentStore
import Logging
import Loopback
import Synchronization
import Testing

@testable import EtcdStore

@Suite("Moving a store", .storeCluster, .timeLimit(.minutes(4)))
struct StoreCopyTests {
  private static let ways: [(StoreKind, StoreKind)] = StoreKind.here.flatMap { from in StoreKind.here.map { (from, $0) }
  }

  @Test("everything comes over, and a second time there is nothing to do", arguments: Self.ways)
  func everything(_ from: StoreKind, _ to: StoreKind) async throws {
    let places = (try StorePlace(), try StorePlace())
    let (source, target) = (try from.open(places.0), try to.open(places.1))
    for number in 0..<100 { try await source.put(try Sample.full("o\(number).test", "b.test")) }
    try await source.remember("7", as: "lastStart")
    let told = Mutex<[Int]>([])
    let outcome = try await StoreCopy(from: source, to: target).run { written, all in
      told.withLock { $0 += [written, all] }
    }
    #expect((outcome.relationships, outcome.words, outcome.wasThere) == (100, 1, false))
    #expect(told.withLock { $0.suffix(2) } == [100, 100])
    #expect(try await target.relationships() == source.relationships())
    #expect(try await target.rememberedWords() == ["lastStart": "7"])
    #expect(try await StoreCopy(from: source, to: target).run().wasThere)
  }

  @Test("a copy that was interrupted is finished")
  func interrupted() async throws {
    let places = (try StorePlace(), try StorePlace())
    let (source, target) = (try SQLiteStore(path: places.0.file), try SQLiteStore(path: places.1.file))
    for origin in ["a.test", "c.test"] { try await source.put(try Sample.full(origin, "b.test")) }
    try await target.put(try Sample.full("a.test", "b.test"))
    let outcome = try await StoreCopy(from: source, to: target).run()
    #expect(!outcome.wasThere)
    #expect(try await target.relationships() == source.relationships())
  }

  @Test("a target that holds something else is left as it is")
  func otherContent() async throws {
    let places = (try StorePlace(), try StorePlace())
    let (source, target) = (try SQLiteStore(path: places.0.file), try SQLiteStore(path: places.1.file))
    for origin in ["a.test", "c.test"] { try await source.put(try Sample.full(origin, "b.test")) }
    var other = try Sample.full("c.test", "b.test")
    other.generation = 9
    try await target.put(other)
    await #expect(throws: StoreCopyError.targetDiffers(subject: "c.test → b.test")) {
      try await StoreCopy(from: source, to: target).run()
    }
    #expect(try await target.relationships() == [other])
    let stranger = try StorePlace()
    let third = try SQLiteStore(path: stranger.file)
    try await third.remember("1", as: "word")
    await #expect(throws: StoreCopyError.targetDiffers(subject: "word")) {
      try await StoreCopy(from: source, to: third).run()
    }
  }

  @Test(
    "a shared store is moved only while no agent works on it, and none can begin meanwhile",
    .enabled(if: EtcdCluster.isInstalled, "\(EtcdCluster.missing)"))
  func soleUse() async throws {
    let cluster = try #require(StoreCluster.current)
    let settings = try cluster.settings("/warifu/\(try StorePlace().name)/")
    let written = try Sample.full("a.test", "b.test")
    try await SharedStore.withSoleUse(settings) { store in
      try await store.put(written)
      let error = await #expect(throws: StoreError.self) { try await SharedStore.withSoleUse(settings) { _ in } }
      #expect(error == .inUse(path: settings.place, by: ["another warifu store move"]))
      let client = try EtcdClient(settings)
      let division = EtcdDivision(
        client, settings, card: MemberCard(host: "test", process: 1, listen: nil, version: "0"),
        logger: .init(label: ""))
      let connections = Task { await client.run() }
      await #expect(throws: StoreError.inUse(path: settings.place, by: ["warifu store move"])) {
        try await division.join()
      }
      connections.cancel()
    }
    let agent = try cluster.open(settings.prefix)
    #expect(try await agent.relationship(written.pair) == written)
    try await agent.remember("1", as: "lastStart")
    let error = await #expect(throws: StoreError.self) { try await SharedStore.withSoleUse(settings) { _ in } }
    #expect(error == .inUse(path: settings.place, by: ["warifud on test (process 1)"]))
  }
}
