import DNS
import Declarations
import HopVerifier
import Testing

@Suite("Broken paths and bogus answers")
struct BrokenPathTests {
  private let scene: HopScene
  private let bogus = Lookup.bogus(reason: "no signatures")

  init() throws { self.scene = try HopScene() }

  @Test("Bogus over a path where the root validates stays bogus, and always stops")
  func bogusZone() async throws {
    let names = ScriptedNames([HopScene.declaration: self.bogus])
    let verdict = await self.scene.verify(names, fresh: ScriptedNames([HopScene.declaration: self.bogus]))
    #expect(verdict.judgement.verdict == .bogus)
    #expect(verdict.judgement.reason == "no signatures")
    #expect(verdict.judgement.stopped)
    #expect(names.pathChecks == 1)
  }

  @Test("Bogus from a resolver's cache is forgotten when the zone's own servers give a pair that verifies")
  func bogusCache() async throws {
    let verdict = await self.scene.verify(
      ScriptedNames([HopScene.declaration: self.bogus]),
      fresh: ScriptedNames([HopScene.declaration: try self.scene.pair()]))
    #expect(verdict.judgement.verdict == .verified)
    #expect(verdict.fresh)
  }

  @Test("Bogus over a path that strips DNSSEC is asked for elsewhere")
  func strippedPath() async throws {
    let stripped = ScriptedNames(["": self.bogus], path: .stripsDNSSEC(reason: "answers come without signatures"))
    let verdict = await self.scene.verify(stripped, fresh: ScriptedNames([HopScene.declaration: try self.scene.pair()]))
    #expect(verdict.judgement.verdict == .verified)
    #expect(verdict.notes.contains { $0.contains("broken") })
  }

  @Test("Where there is no other path it is unreachable, which stops nobody by itself", arguments: [true, false])
  func noOtherPath(hasFreshLook: Bool) async throws {
    let stripped = ScriptedNames(["": self.bogus], path: .stripsDNSSEC(reason: "answers come without signatures"))
    let verdict = await self.scene.verify(stripped, fresh: hasFreshLook ? .silent : nil)
    #expect(verdict.judgement.verdict == .unreachable)
    #expect(!verdict.judgement.stopped)
    #expect(verdict.judgement.originPolicy.value == .unknown)
  }

  @Test("A broken path does not hide a policy that is remembered")
  func remembered() async throws {
    let memory = TestMemory()
    let names = ScriptedNames([HopScene.originPolicy: HopScene.policy("p=enforce")])
    #expect(await self.scene.verify(names, memory: memory).judgement.stopped)
    let stripped = ScriptedNames(["": self.bogus], path: .unreachable(reason: "no answer"))
    let verdict = await self.scene.verify(stripped, fresh: .silent, memory: memory)
    #expect(verdict.judgement.verdict == .unreachable)
    #expect(verdict.judgement.stopped)
  }

  @Test("A fresh look whose own path is broken does not make anything bogus")
  func brokenFreshLook() async throws {
    let old = ScriptedNames([HopScene.declaration: try self.scene.pair(expires: HopScene.now)])
    let fresh = ScriptedNames([HopScene.declaration: self.bogus], path: .stripsDNSSEC(reason: "no signatures"))
    let verdict = await self.scene.verify(old, fresh: fresh)
    #expect(verdict.judgement.verdict == .expired)
    #expect(!verdict.fresh)
  }

  @Test("A bogus policy makes the hop bogus, unless the pair verifies")
  func bogusPolicy() async throws {
    for owner in [HopScene.originPolicy, HopScene.destinationPolicy] {
      let undeclared = await self.scene.verify(ScriptedNames([owner: self.bogus]))
      #expect(undeclared.judgement.verdict == .bogus)
      #expect(undeclared.judgement.stopped)
      let verified = await self.scene.verify(
        ScriptedNames([owner: self.bogus, HopScene.declaration: try self.scene.pair()]))
      #expect(verified.judgement.verdict == .verified)
      #expect(!verified.judgement.stopped)
    }
  }

  @Test("A policy that cannot be asked for is reported and does not stop")
  func unreachablePolicy() async throws {
    let verdict = await self.scene.verify(ScriptedNames([HopScene.originPolicy: .unreachable(reason: "no answer")]))
    #expect(verdict.judgement.verdict == .undeclared)
    #expect(!verdict.judgement.stopped)
    #expect(verdict.notes.contains { $0.contains("policyUnknown") })
  }

  @Test("Nothing is verified without a secure answer, however good the records")
  func insecure() async throws {
    let names = ScriptedNames([HopScene.declaration: try self.scene.pair(secure: false)])
    let verdict = await self.scene.verify(names, fresh: names)
    #expect(verdict.judgement.verdict == .insecure)
    let policy = await self.scene.verify(
      ScriptedNames([
        HopScene.declaration: try self.scene.pair(secure: false),
        HopScene.destinationPolicy: HopScene.policy("in=require"),
      ]))
    #expect(policy.judgement.verdict == .insecure)
    #expect(policy.judgement.stopped)
  }

  @Test("Absence that nothing proves is insecure, not undeclared")
  func optOut() async throws {
    let names = ScriptedNames([HopScene.declaration: .absent(kind: .nxdomain, ttl: 300, secure: false)])
    #expect(await self.scene.verify(names).judgement.verdict == .insecure)
  }

  @Test("A policy of an unsigned answer demands nothing")
  func insecurePolicy() async throws {
    let names = ScriptedNames([HopScene.originPolicy: HopScene.policy("p=enforce", secure: false)])
    let verdict = await self.scene.verify(names)
    #expect(verdict.judgement.verdict == .undeclared)
    #expect(!verdict.judgement.stopped)
  }
}
