import AgentControl
import Declarations
import HopVerifier
import Loopback
import TLSKeys
import Testing

/// Clients verify the hop without a pause while a host's key changes.
@Suite(
  "A key changes under continuous verification behind a caching resolver",
  .enabled(if: AgentWorld.isPossible, AgentWorld.reason), .timeLimit(.minutes(5)))
struct RolloverTests {
  @Test("with staging nobody is stopped, and nobody needs a fresh look, one rollover after the other")
  func staged() async throws {
    try await RolloverPlace.with { place, world in
      let met = try await place.whileVerifying {
        try await place.rollOver(to: "second", of: world.shop)
        try await place.rollOver(to: "third", of: world.shop)
      }
      #expect(met.stopped.count == 0, "\(met.stopped.count): \(met.stopped.first ?? "")")
      #expect(met.freshLooks == 0)
      #expect(met.verified > 100)
    }
  }

  @Test(
    "without staging each wrong answer ends with the one fresh look, once the new key is declared",
    arguments: ["shop", "pay"])
  func unstaged(_ name: String) async throws {
    try await RolloverPlace.with { place, world in
      let side = name == "shop" ? world.shop : world.pay
      let client = try place.client()
      #expect(try await place.verify(client).judgement.verdict == .verified)
      let before = place.counts
      #expect(before.freshLooks == 0)

      // The certificate is swapped first, as whoever knows nothing of declarations does.
      let certificate = try place.issue("second", of: side)
      try place.deploy(certificate, named: "second", of: side)
      let stopped = try await place.verify(client)
      #expect(stopped.judgement.verdict == .keyMismatch)
      #expect(stopped.judgement.stopped)
      #expect(stopped.fresh)

      try await place.succeed(side, "key", "stage", side.host, world.folder.file("\(side.name)-second.pem"))
      _ = try await world.wait(world.shop, "established") { info in
        (side.name == "shop" ? info.originKeys : info.destinationKeys).count == 2
      }
      let met = try await place.whileVerifying {
        while place.counts.verified < 50, place.counts.stopped.isEmpty {
          try await Task.sleep(for: .milliseconds(5))
        }
      }
      #expect(met.stopped.count == 0, "\(met.stopped.count): \(met.stopped.first ?? "")")
      #expect(met.fresh > 0)
      #expect(met.freshLooks == met.fresh)

      // A cache that has forgotten the old answer needs no fresh look.
      try await world.unbound.control("flush_zone", ".")
      let later = try await place.verify(try place.client())
      #expect(later.judgement.verdict == .verified)
      #expect(!later.fresh)
    }
  }
}
