import DNS
import Declarations
import HopVerifier
import Testing

@Suite("The fresh look")
struct FreshLookTests {
  private let scene: HopScene

  init() throws { self.scene = try HopScene() }

  @Test("A pair that verifies needs no fresh look")
  func verified() async throws {
    let fresh = ScriptedNames([:])
    let verdict = await self.scene.verify(ScriptedNames([HopScene.declaration: try self.scene.pair()]), fresh: fresh)
    #expect(verdict.judgement.verdict == .verified)
    #expect(!verdict.fresh)
    #expect(fresh.questions.isEmpty)
  }

  @Test("An old answer is replaced by what the zone's own servers say")
  func replaced() async throws {
    let old = ScriptedNames([HopScene.declaration: try self.scene.pair(expires: HopScene.now)])
    let fresh = ScriptedNames([HopScene.declaration: try self.scene.pair()])
    let verdict = await self.scene.verify(old, fresh: fresh)
    #expect(verdict.judgement.verdict == .verified)
    #expect(verdict.fresh)
    #expect(fresh.questions.count { $0 == HopScene.declaration } == 1)
  }

  @Test("The fresh verdict counts also where it is worse")
  func worse() async throws {
    let old = ScriptedNames([HopScene.declaration: try self.scene.pair(expires: HopScene.now)])
    let fresh = ScriptedNames([HopScene.declaration: .bogus(reason: "signature altered")])
    let verdict = await self.scene.verify(old, fresh: fresh)
    #expect(verdict.judgement.verdict == .bogus)
    #expect(verdict.judgement.stopped)
    #expect(verdict.fresh)
  }

  @Test("An undeclared hop is looked at again only when a known policy demands more")
  func undeclared() async throws {
    let fresh = ScriptedNames([HopScene.declaration: try self.scene.pair()])
    let neutral = await self.scene.verify(ScriptedNames([:]), fresh: fresh)
    #expect(neutral.judgement.verdict == .undeclared)
    #expect(!neutral.judgement.stopped)
    #expect(fresh.questions.isEmpty)

    for policy in [
      [HopScene.originPolicy: HopScene.policy("p=enforce")],
      [HopScene.destinationPolicy: HopScene.policy("in=require")],
    ] {
      let demanded = await self.scene.verify(ScriptedNames(policy), fresh: fresh)
      #expect(demanded.judgement.verdict == .verified)
      #expect(demanded.fresh)
    }
    let outOfScope = await self.scene.verify(
      ScriptedNames([HopScene.originPolicy: HopScene.policy("p=enforce")]), fresh: fresh, kinds: [.link])
    #expect(outOfScope.judgement.verdict == .undeclared)
    #expect(!outOfScope.judgement.stopped)
  }

  @Test("When the zone's own servers cannot be reached the first verdict stands, and is not fresh")
  func unreachableServers() async throws {
    let old = ScriptedNames([HopScene.declaration: try self.scene.pair(expires: HopScene.now)])
    let verdict = await self.scene.verify(old, fresh: .silent)
    #expect(verdict.judgement.verdict == .expired)
    #expect(!verdict.fresh)
    #expect(verdict.notes.contains { $0.contains("a script") })
    #expect(await self.scene.verify(old).judgement.verdict == .expired)
  }

  @Test("A policy that the fresh look cannot ask for holds as the first look saw it")
  func policyKept() async throws {
    let first = ScriptedNames([
      HopScene.originPolicy: HopScene.policy("p=enforce"), HopScene.destinationPolicy: HopScene.policy("in=require"),
    ])
    let silence = Lookup.unreachable(reason: "no answer")
    let fresh = ScriptedNames([HopScene.originPolicy: silence, HopScene.destinationPolicy: silence])
    let verdict = await self.scene.verify(first, fresh: fresh)
    #expect(verdict.judgement.verdict == .undeclared)
    #expect(verdict.judgement.stopped)
    #expect(verdict.judgement.originPolicy.value == .enforce)
    #expect(verdict.judgement.destinationPolicy.value == .require)
    #expect(verdict.fresh)
  }

  @Test("A policy that the fresh look finds gone no longer holds")
  func policyGone() async throws {
    let first = ScriptedNames([HopScene.originPolicy: HopScene.policy("p=enforce")])
    let verdict = await self.scene.verify(first, fresh: ScriptedNames([:]))
    #expect(verdict.judgement.verdict == .undeclared)
    #expect(!verdict.judgement.stopped)
  }

  @Test("A resolver that recurses with an empty cache is fresh the first time, and not the second")
  func recursion() async throws {
    let names = ScriptedNames([HopScene.declaration: try self.scene.pair(expires: HopScene.now)])
    let fresh = ScriptedNames([HopScene.declaration: try self.scene.pair()])
    let verifier = self.scene.verifier(names, fresh: fresh, startsAtZoneServers: true)
    let first = await verifier.verify(self.scene.hop()) { self.scene.reached }
    #expect(first.judgement.verdict == .expired)
    #expect(first.fresh)
    #expect(fresh.questions.isEmpty)
    let second = await verifier.verify(self.scene.hop()) { self.scene.reached }
    #expect(second.judgement.verdict == .verified)
    #expect(second.fresh)
  }

  @Test("What was prepared is what a verdict asks for, and no longer fresh")
  func prepared() async throws {
    let names = ScriptedNames([HopScene.declaration: try self.scene.pair(expires: HopScene.now)])
    let fresh = ScriptedNames([HopScene.declaration: try self.scene.pair()])
    let verifier = self.scene.verifier(names, fresh: fresh, startsAtZoneServers: true)
    let hop = self.scene.hop()
    await verifier.prepare(hop.origin, hop.destination)
    let prepared = names.questions
    #expect(prepared.contains(HopScene.declaration))
    #expect(await verifier.verify(hop) { self.scene.reached }.judgement.verdict == .verified)
    #expect(names.questions.sorted() == (prepared + prepared).sorted())
    #expect(!fresh.questions.isEmpty)
  }

  @Test("A recursion that no server answered is not fresh, and is followed by one that may be")
  func silentRecursion() async throws {
    let fresh = ScriptedNames([HopScene.declaration: try self.scene.pair()])
    let answered = await self.scene.verifier(.silent, fresh: fresh, startsAtZoneServers: true)
      .verify(self.scene.hop()) { self.scene.reached }
    #expect(answered.judgement.verdict == .verified)
    #expect(answered.fresh)
    let silent = ScriptedNames.silent
    let unanswered = await self.scene.verifier(.silent, fresh: silent, startsAtZoneServers: true)
      .verify(self.scene.hop()) { self.scene.reached }
    #expect(unanswered.judgement.verdict == .unreachable)
    #expect(!unanswered.fresh)
    #expect(silent.questions.count { $0 == HopScene.declaration } == 1)
    // Also where something else than the silence decides.
    let noKey = await self.scene.verifier(.silent, startsAtZoneServers: true)
      .verify(self.scene.hop()) { .noKey(reason: "no TLS") }
    #expect(noKey.judgement.verdict == .noKey)
    #expect(!noKey.fresh)
  }

  @Test("Where there was nothing to ask nothing is fresh")
  func nothingToAsk() async {
    let hop = Hop(
      origin: .literal("192.0.2.1"), destination: .literal("192.0.2.2"), kinds: [.redirect],
      originEnd: self.scene.reached)
    let verdict = await self.scene.verifier(.silent, startsAtZoneServers: true).verify(hop) { self.scene.reached }
    #expect(verdict.judgement.verdict == .noKey)
    #expect(!verdict.fresh)
  }

  @Test("A side without a key is looked at again too, since a policy may have gone")
  func noKey() async throws {
    let fresh = ScriptedNames([:])
    let names = ScriptedNames([HopScene.originPolicy: HopScene.policy("p=enforce")])
    let verdict = await self.scene.verifier(names, fresh: fresh).verify(self.scene.hop()) { .noKey(reason: "no TLS") }
    #expect(verdict.judgement.verdict == .noKey)
    #expect(!verdict.judgement.stopped)
    #expect(verdict.fresh)
  }

  @Test("One look asks for the declaration and all policies once each")
  func questions() async throws {
    let names = ScriptedNames([HopScene.declaration: try self.scene.pair()])
    _ = await self.scene.verify(names)
    #expect(
      names.questions.sorted() == [HopScene.destinationPolicy, HopScene.originPolicy, HopScene.declaration].sorted())
  }
}
