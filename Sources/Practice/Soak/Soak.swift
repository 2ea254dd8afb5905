import TLSKeys

/// Agents, signing agents and the name server are killed under load, again and again; in the end every relationship is
/// established on both sides or cleanly absent on both, and published exactly so.
package enum Soak {
  /// - Parameters:
  ///   - tell: one line for a person, now and then.
  ///   - sabotage: done to the world once it is quiet, before it is looked at: for a test that the check can fail.
  /// - Throws: where the run itself could not go on.
  package static func run(
    _ plan: SoakPlan, tell: @escaping @Sendable (String) -> Void = { _ in }, sabotage: SoakSabotage? = nil
  ) async throws -> SoakReport {
    let world = try await SoakWorld.start(plan)
    do {
      let report = try await Self.run(plan, world, tell, sabotage)
      await world.stop()
      return report
    } catch {
      let logs = world.parties.values.map { "\($0.name): \($0.lastLines(.agent))" }
      await world.stop()
      throw SoakError("\(error)\n\(logs.joined(separator: "\n"))")
    }
  }

  private static func run(
    _ plan: SoakPlan, _ world: SoakWorld, _ tell: @escaping @Sendable (String) -> Void, _ sabotage: SoakSabotage?
  ) async throws -> SoakReport {
    let ledger = SoakLedger()
    for (host, key) in world.firstKeys { _ = await ledger.add(key.publicKey, of: host) }
    tell("seed \(plan.seed): \(world.pairs.count) pairs of \(2 * plan.hostsEach) hosts, for \(Int(plan.seconds)) s")
    let end = ContinuousClock.now + .seconds(plan.seconds)
    let watch = SoakWatch(world, ledger)
    let load = SoakLoad(world: world, ledger: ledger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await SoakKiller(world: world, ledger: ledger, plan: plan).run(until: end) }
      group.addTask { await watch.run(seed: plan.seed, until: end) }
      for worker in 1...max(plan.workers, 1) {
        group.addTask { await load.run(seed: plan.seed &+ UInt64(worker), until: end) }
      }
      group.addTask {
        while ContinuousClock.now + .seconds(30) < end {
          try await Task.sleep(for: .seconds(30))
          tell("\(await ledger.counts["killed"] ?? 0) kills, \(await ledger.problems.count) problems")
        }
      }
      try await group.waitForAll()
    }
    for party in world.parties.values where !party.ended.isEmpty {
      await ledger.note(problem: "\(party.name) ended by itself: \(party.ended)")
    }
    tell("\(await ledger.counts["killed"] ?? 0) kills; waiting until all is quiet")
    let last = SoakEnd(world: world, ledger: ledger)
    if plan.nudges { await last.renewWhatWasPutOff() }
    try await last.waitUntilQuiet(plan.patience, tell)
    try await sabotage?.play(in: world, ledger)
    for pair in world.pairs { await watch.look(at: pair) }
    try await last.check()
    return SoakReport(
      seed: plan.seed, pairs: world.pairs.count, counts: await ledger.counts, problems: await ledger.problems)
  }
}
