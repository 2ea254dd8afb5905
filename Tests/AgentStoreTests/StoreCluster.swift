import AgentStore
import EtcdStore
import Logging
import Loopback
import Synchronization
import Testing

/// An etcd of one member for a suite, and the agents that use it.
final class StoreCluster: Sendable {
  @TaskLocal static var current: StoreCluster?

  private let cluster: EtcdCluster
  private let agents = Mutex<[Task<Void, Never>]>([])

  init() async throws { self.cluster = try await EtcdCluster.start(members: 1) }

  func settings(_ prefix: String) throws -> EtcdSettings {
    try EtcdSettings(endpoints: self.cluster.endpoints.map { try EtcdEndpoint($0) }, prefix: prefix)
  }

  /// One more agent's store at this prefix.
  func open(_ prefix: String) throws -> EtcdStore {
    let shared = try SharedStore(
      try self.settings(prefix), card: MemberCard(host: "test", process: 1, listen: nil, version: "0"),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    self.agents.withLock { $0.append(Task { await shared.run() }) }
    return shared.store
  }

  func stop() async {
    for agent in self.agents.withLock({ $0 }) { agent.cancel() }
    await self.cluster.stop()
  }
}

/// Starts it for a suite, where etcd is installed.
struct WithStoreCluster: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    guard EtcdCluster.isInstalled else { return try await function() }
    let cluster = try await StoreCluster()
    do {
      try await StoreCluster.$current.withValue(cluster, operation: function)
    } catch {
      await cluster.stop()
      throw error
    }
    await cluster.stop()
  }
}

extension Trait where Self == WithStoreCluster {
  static var storeCluster: WithStoreCluster { WithStoreCluster() }
}
