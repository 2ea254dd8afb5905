import AgentStore
import Declarations
import Synchronization

/// A store after whose n-th write the agent is as good as killed: what was written is there, and nothing more can be read
/// or written until the store is revived.
final class MortalStore: RelationshipStore {
  private struct State {
    var writesLeft: Int?
    var isDead = false
  }

  private let base: any RelationshipStore
  private let state = Mutex(State())

  init(_ base: any RelationshipStore) { self.base = base }

  var isDead: Bool { self.state.withLock { $0.isDead } }
  func dieAfter(_ writes: Int) { self.state.withLock { $0 = State(writesLeft: writes) } }
  func revive() { self.state.withLock { $0 = State() } }

  private static let dead = StoreError.failed(path: "store", reason: "the agent was killed")

  private func live() throws(StoreError) { if self.isDead { throw Self.dead } }

  func relationship(_ pair: HostPair) async throws(StoreError) -> Relationship? {
    try self.live()
    return try await self.base.relationship(pair)
  }

  func relationships() async throws(StoreError) -> [Relationship] {
    try self.live()
    return try await self.base.relationships()
  }

  func due(at now: Int64) async throws(StoreError) -> [HostPair] {
    try self.live()
    return try await self.base.due(at: now)
  }

  func counts() async throws(StoreError) -> [RelationshipState: Int] { try await self.base.counts() }

  func change<Rejection: Error, Outcome: Sendable>(
    _ pair: HostPair, _ change: @escaping @Sendable (inout Relationship?) throws(Rejection) -> Outcome
  ) async throws(ChangeError<Rejection>) -> Outcome {
    if self.isDead { throw .store(Self.dead) }
    let outcome = try await self.base.change(pair, change)
    if self.diesOfWriting() { throw .store(Self.dead) }
    return outcome
  }

  private func diesOfWriting() -> Bool {
    self.state.withLock { state in
      guard let left = state.writesLeft else { return false }
      state.writesLeft = left - 1
      state.isDead = left <= 1
      return state.isDead
    }
  }

  func backUp(to path: String) async throws(StoreError) -> (relationships: Int, octets: Int) {
    try await self.base.backUp(to: path)
  }

  func remembered(_ key: String) async throws(StoreError) -> String? {
    try self.live()
    return try await self.base.remembered(key)
  }

  func rememberedWords() async throws(StoreError) -> [String: String] { try await self.base.rememberedWords() }

  func remember(_ value: String, as key: String) async throws(StoreError) {
    try self.live()
    try await self.base.remember(value, as: key)
    if self.diesOfWriting() { throw Self.dead }
  }
}
