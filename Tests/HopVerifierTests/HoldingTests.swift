import DNS
import Declarations
import HopVerifier
import Testing

@Suite("How long a verdict holds, and what is remembered")
struct HoldingTests {
  private let scene: HopScene

  init() throws { self.scene = try HopScene() }

  private func hold(_ answers: [String: Lookup]) async -> Int64 {
    await self.scene.verify(ScriptedNames(answers)).judgement.holdsUntil - HopScene.now
  }

  @Test("Verified holds for the shortest of the answers' times, the records' ends, and one hour")
  func verified() async throws {
    let policies = [
      HopScene.originPolicy: HopScene.policy("p=enforce", ttl: 7_200),
      HopScene.destinationPolicy: Lookup.absent(kind: .noData, ttl: 7_200, secure: true),
    ]
    func hold(_ declaration: Lookup, _ changes: [String: Lookup] = [:]) async -> Int64 {
      await self.hold(policies.merging([HopScene.declaration: declaration]) { $1 }.merging(changes) { $1 })
    }
    #expect(await hold(try self.scene.pair(ttl: 120)) == 120)
    #expect(await hold(try self.scene.pair(ttl: 7_200)) == 3_600)
    #expect(await hold(try self.scene.pair(expires: HopScene.now + 50, ttl: 7_200)) == 50)
    let originTTL = [HopScene.originPolicy: HopScene.policy("p=enforce", ttl: 70)]
    #expect(await hold(try self.scene.pair(ttl: 7_200), originTTL) == 70)
    let absenceTTL = [HopScene.destinationPolicy: Lookup.absent(kind: .noData, ttl: 60, secure: true)]
    #expect(await hold(try self.scene.pair(ttl: 7_200), absenceTTL) == 60)
  }

  @Test("Every other verdict holds for 30 seconds")
  func failures() async throws {
    #expect(await self.hold([:]) == 30)
    #expect(await self.hold([HopScene.declaration: try self.scene.pair(secure: false)]) == 30)
    #expect(await self.hold([HopScene.declaration: .unreachable(reason: "no answer")]) == 30)
    #expect(await self.hold([HopScene.declaration: .bogus(reason: "altered")]) == 30)
  }

  @Test("A policy seen securely is remembered, and forgotten when it is securely gone")
  func memory() async throws {
    let memory = TestMemory()
    let host = try HostName("shop.test")
    _ = await self.scene.verify(
      ScriptedNames([HopScene.originPolicy: HopScene.policy("p=enforce; max=1000")]), memory: memory)
    #expect(memory.policy(of: host, now: HopScene.now)?.origin == "enforce")
    #expect(memory.policy(of: host, now: HopScene.now + 1_000) == nil)

    // Neither an unsigned answer nor none at all makes it forget.
    for lookup in [HopScene.policy("p=none", secure: false), .unreachable(reason: "no answer")] {
      let verdict = await self.scene.verify(ScriptedNames([HopScene.originPolicy: lookup]), memory: memory)
      #expect(verdict.judgement.stopped)
    }
    let gone = await self.scene.verify(ScriptedNames([:]), memory: memory)
    #expect(!gone.judgement.stopped)
    #expect(memory.policy(of: host, now: HopScene.now) == nil)
  }

  @Test("A policy file is kept over runs, private to its owner")
  func file() async throws {
    let folder = try TestFolder()
    let path = folder.path + "/policies.json"
    let first = try FilePolicyMemory(path: path)
    _ = await self.scene.verify(ScriptedNames([HopScene.originPolicy: HopScene.policy("p=enforce")]), memory: first)
    try first.save(now: HopScene.now)
    let second = try FilePolicyMemory(path: path)
    let silent = ScriptedNames([HopScene.originPolicy: .unreachable(reason: "no answer")])
    #expect(await self.scene.verify(silent, memory: second).judgement.stopped)
    #expect(folder.mode(of: "policies.json") == 0o600)

    try folder.write("{\"schema\":2,\"policies\":{}}", to: "later.json")
    #expect(throws: PolicyMemoryError.self) { try FilePolicyMemory(path: folder.path + "/later.json") }
    try folder.write("no JSON", to: "garbage.json")
    #expect(throws: PolicyMemoryError.self) { try FilePolicyMemory(path: folder.path + "/garbage.json") }
  }

  @Test("A policy file can be read again however much was learnt, and what demands something is kept first")
  func bounded() throws {
    let folder = try TestFolder()
    let memory = try FilePolicyMemory(path: folder.path + "/policies.json")
    let shop = try HostName("shop.test")
    let demanding = RememberedPolicy(PolicyRecord(origin: .enforce, maximumAge: 60), now: HopScene.now)
    memory.apply([.remember(shop, demanding)])
    let idle = RememberedPolicy(PolicyRecord(maximumAge: 31_536_000), now: HopScene.now)
    let filler = String(repeating: "a", count: 60)
    memory.apply(
      try (0..<12_000).map { .remember(try HostName("\(filler).\(filler).\(filler).h\($0).test"), idle) })
    try memory.save(now: HopScene.now)
    let again = try FilePolicyMemory(path: memory.path)
    #expect(again.policy(of: shop, now: HopScene.now) == demanding)
  }
}
