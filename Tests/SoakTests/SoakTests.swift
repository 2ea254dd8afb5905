import Foundation
import Loopback
import Soak
import Testing

/// `make soak` runs the same for as long as told.
@Suite(
  "Agents, signing agents and the name server killed at random moments under load",
  .enabled(if: KnotServer.isInstalled && UnboundServer.isInstalled, "knotd or unbound is not installed"), .serialized,
  .timeLimit(.minutes(5)))
struct SoakTests {
  private static func plan(seconds: Double, seed: UInt64 = .random(in: .min ... .max)) -> SoakPlan {
    let programs = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
    var plan = SoakPlan(seed: seed, seconds: seconds, programs: programs)
    plan.hostsEach = 6
    plan.partnersEach = 2
    plan.pause = 0.8...2
    plan.nudges = true
    plan.patience = 150
    return plan
  }

  @Test("in the end every relationship is established or cleanly absent, none was ever published half, no end is lost")
  func soak() async throws {
    let plan = Self.plan(seconds: 20)
    let report = try await Soak.run(plan)
    #expect(report.problems.isEmpty, "seed \(plan.seed): \(report.problems.joined(separator: "\n"))")
    #expect(report.kills > 0)
  }

  @Test("what is broken behind the agents' backs is noticed", arguments: SoakSabotage.allCases)
  func sabotage(_ sabotage: SoakSabotage) async throws {
    var plan = Self.plan(seconds: 3, seed: 1)
    plan.hostsEach = 3
    plan.kills = 0
    let report = try await Soak.run(plan, sabotage: sabotage)
    let expected =
      switch sabotage {
      case .recordRemoved: "is published with"
      case .recordAdded: "a record that nobody owns"
      case .relationshipEnded: "was told to be established, and is lost"
      case .relationshipMade: "the end of"
      }
    #expect(report.problems.contains { $0.contains(expected) }, "\(report.problems)")
  }
}
