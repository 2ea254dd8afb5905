import AgentStore
import Foundation
import Loopback
import Testing

@testable import EtcdStore

#if compiler(>=6.3)
@Suite(
  "A process that is stopped", .enabled(if: EtcdCluster.isInstalled, .noEtcd), .onEtcd, .timeLimit(.minutes(4)))
struct StoppedProcessTests {
  @Test("one that is stopped in the middle of its work for three lease times is refused when it goes on")
  func stopped() async throws {
    let settings = try EtcdWorld.settings()
    let pair = Sample.pairs[0]
    let folder = try TemporaryFolder()
    async let exit = #expect(processExitsWith: .success) {
      [
        endpoints = settings.endpoints.map(\.description) as [String], prefix = settings.prefix as String,
        file = folder.file("ready") as String
      ] in
      let settings = try EtcdSettings(endpoints: try endpoints.map { try EtcdEndpoint($0) }, prefix: prefix, lease: 2)
      let refused = try await Self.workUntilRefused(settings, ready: file)
      #expect(refused == .store(.fenced(path: settings.place, subject: "\(Sample.pairs[0])")))
    }
    var process: pid_t = 0
    try await EtcdWorld.eventually("the process works") {
      process = (try? folder.read("ready")).flatMap { pid_t($0) } ?? 0
      return process > 0
    }
    let left: Relationship?
    do {
      kill(process, SIGSTOP)
      left = try await self.overtake(pair, settings)
      kill(process, SIGCONT)
    } catch {
      kill(process, SIGKILL)
      throw error
    }
    _ = await exit
    let witness = try TestAgent(settings)
    #expect(try await witness.store.relationship(pair) == left)
    folder.close()
  }

  /// Waits for three lease times, in which another agent takes over and changes the relationship.
  private func overtake(_ pair: HostPair, _ settings: EtcdSettings) async throws -> Relationship? {
    // This is about time: how long a lease lasts beside how long the process was stopped.
    let end = ContinuousClock.now + .seconds(3 * settings.lease)
    let second = try TestAgent(settings)
    try await EtcdWorld.eventually("another takes over") { second.division.mine(pair) != nil }
    try await second.store.count(pair)
    let left = try await second.store.relationship(pair)
    try await Task.sleep(until: end)
    return left
  }

  /// Counts a relationship's generation on, as fast as it can and whatever its clock says, until that is refused.
  private static func workUntilRefused(_ settings: EtcdSettings, ready: String) async throws -> ChangeError<Refused>? {
    let pair = Sample.pairs[0]
    let agent = try TestAgent(settings)
    try await EtcdWorld.eventually("it has the pair") { agent.division.mine(pair) != nil }
    try await agent.store.put(Sample.relationship(pair))
    let permit = try #require(agent.division.begin(pair))
    try Data("\(getpid())".utf8).write(to: URL(fileURLWithPath: ready), options: .atomic)
    let end = ContinuousClock.now + .seconds(90)
    while ContinuousClock.now < end {
      do {
        try await Fence.$current.withValue(permit.fence) { try await agent.store.count(pair) }
      } catch ChangeError<Refused>.store(.failed) {
        // What was under way in the moment it was stopped may have been done or not; it cannot know.
      } catch let error as ChangeError<Refused> {
        return error
      }
    }
    return nil
  }
}
#endif
