import AgentStore
package import Logging

/// Everything an agent needs to share its work with others through etcd.
package struct SharedStore: Sendable {
  package let store: EtcdStore
  package let division: EtcdDivision
  private let client: EtcdClient

  /// Nothing is asked yet.
  package init(
    _ settings: EtcdSettings, card: MemberCard, logger: Logger, limits: EtcdLimits = EtcdLimits(),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) throws(EtcdSettingsError) {
    self.client = try EtcdClient(settings, limits: limits)
    self.division = EtcdDivision(self.client, settings, card: card, logger: logger, now: now)
    self.store = EtcdStore(self.client, settings, writer: self.division.writer, guardedBy: self.division)
  }

  /// Must be running while the store is used. Returns after ``close()``, or at once when the task is cancelled; then it is for
  /// the others as if this agent had been killed.
  package func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.client.run() }
      await self.division.run()
      self.client.close()
    }
  }

  /// Gives everything back to the others as soon as what is under way has ended.
  package func close() { self.division.close() }

  /// Lends the store to `body` as long as no agent works on it, and lets none begin to.
  ///
  /// - Throws: ``StoreError/inUse(path:by:)``, what else the store throws, and what `body` throws.
  package static func withSoleUse<Value: Sendable>(
    _ settings: EtcdSettings, limits: EtcdLimits = EtcdLimits(),
    _ body: @Sendable (EtcdStore) async throws -> Value
  ) async throws -> Value {
    let client = try EtcdClient(settings, limits: limits)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await client.run() }
      defer { group.cancelAll() }
      let move = try await EtcdMove.begin(client, settings)
      group.addTask { await move.run() }
      let result: Result<Value, any Error>
      do {
        result = .success(try await body(EtcdStore(client, settings, writer: RandomName.make(), guardedBy: move)))
      } catch {
        result = .failure(error)
      }
      await move.end()
      return try result.get()
    }
  }
}
