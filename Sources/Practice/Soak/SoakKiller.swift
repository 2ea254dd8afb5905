import Loopback

/// Kills processes at random moments, and starts them again.
struct SoakKiller: Sendable {
  enum Victim: Hashable, Sendable, CaseIterable {
    case shopAgent, payAgent, shopSigner, paySigner, knot
  }

  let world: SoakWorld
  let ledger: SoakLedger
  let plan: SoakPlan

  /// Goes on until then, or until there were as many kills as planned; everything runs when it returns.
  func run(until end: ContinuousClock.Instant) async throws {
    var random = SeededRandom(self.plan.seed ^ 0x6B69_6C6C)
    var kills = 0
    while ContinuousClock.now < end, self.plan.kills.map({ kills < $0 }) ?? true {
      try await Task.sleep(for: .seconds(.random(in: self.plan.pause, using: &random)))
      let count = UInt8.random(in: 0..<5, using: &random) == 0 ? 2 : 1
      let victims = Array(Victim.allCases.shuffled(using: &random).prefix(count))
      for victim in victims {
        try await self.kill(victim)
        await self.ledger.count("killed")
        await self.ledger.count("killed: \(victim)")
        kills += 1
      }
      try await Task.sleep(for: .seconds(.random(in: 0...0.8, using: &random)))
      for victim in victims { try await self.start(victim) }
    }
  }

  private func kill(_ victim: Victim) async throws {
    switch victim {
    case .shopAgent: try await self.world.party(.shop).kill(.agent)
    case .payAgent: try await self.world.party(.pay).kill(.agent)
    case .shopSigner: try await self.world.party(.shop).kill(.signer)
    case .paySigner: try await self.world.party(.pay).kill(.signer)
    case .knot: await self.world.knot.kill()
    }
  }

  private func start(_ victim: Victim) async throws {
    switch victim {
    case .shopAgent: try await self.world.party(.shop).start(.agent)
    case .payAgent: try await self.world.party(.pay).start(.agent)
    case .shopSigner: try await self.world.party(.shop).start(.signer)
    case .paySigner: try await self.world.party(.pay).start(.signer)
    case .knot: try await self.world.knot.startAgain()
    }
  }
}
