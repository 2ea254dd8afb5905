import AgentControl
import Foundation
import Logging
import Testing

@testable import Agent

@Suite(
  "A clock that is ten minutes off", .enabled(if: AgentWorld.isPossible, AgentWorld.reason), .serialized,
  .timeLimit(.minutes(2)))
struct ClockTests {
  /// Runs the shop's agent here, by a clock that differs so many seconds.
  private func withShop(
    _ world: AgentWorld, off seconds: Int64, _ body: () async throws -> Void
  ) async throws {
    await world.shop.stopAgent()
    let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) + seconds }
    let agent = try WarifuAgent(
      try AgentConfiguration.load(world.shop.configuration, now: now()),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: now)
    let running = Task { try await agent.run() }
    let result: Result<Void, any Error>
    do {
      result = .success(try await body())
    } catch {
      result = .failure(error)
    }
    // Not by cancelling: a call that comes in just then would end the process (NIO's streams must be finished).
    agent.stop()
    try await running.value
    try result.get()
  }

  @Test(
    "is named as such by both sides, whichever of them begins, and nothing is published",
    arguments: [600, -600] as [Int64])
  func tenMinutes(_ seconds: Int64) async throws {
    try await AgentWorld.with { world in
      try await self.withShop(world, off: seconds) {
        let own = try await world.refusal(world.shop)
        #expect(own.code == "clockDiffers" && own.next.contains("clocks"), "\(own)")
        let words = try self.words(own.message, seconds)
        // The partner's operator reads the same in his own agent's log.
        #expect(world.pay.agentLog.contains(words))
        _ = try await world.wait(world.pay, "withdrawn")

        let partners = try await world.refusal(world.pay)
        #expect(partners.code == "clockDiffers", "\(partners)")
        _ = try self.words(partners.message, -seconds)
      }
      #expect(try await world.published().isEmpty)
    }
  }

  /// What the message says of the caller's clock.
  private func words(_ message: String, _ seconds: Int64) throws -> String {
    let match = try #require(message.firstMatch(of: /clock is (\d+) s (ahead of|behind) ours/), "\(message)")
    let count = try #require(Int64(match.1))
    #expect(abs(count - abs(seconds)) <= 5 && (match.2 == "ahead of") == (seconds > 0), "\(message)")
    return String(match.0)
  }
}
