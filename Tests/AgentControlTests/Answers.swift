import AgentControl
import Synchronization

/// A handler with known answers.
struct Answers: ControlHandler {
  static let refusal = ControlError(code: "noRelationship", subject: "x → y", message: "there is none", next: "list")
  static let unknown = ControlError(kind: .unreachable, code: "down", subject: "nobody", message: "could not be asked")
  static let status = AgentStatus(
    organization: "shop", version: "1", pin: "pin", listen: nil, startedAt: 1, clock: 2, identityExpires: 3,
    hosts: ["a.test"], partners: ["pay"], relationships: ["established": 2, "failed": 1])
  static let info = RelationshipInfo(
    origin: "a.test", destination: "b.test", served: "origin", partner: "pay", startedHere: true, generation: 2,
    state: "failed", owner: "b.test._m2dmrt.a.test", originKeys: ["k", "l"], destinationKeys: [],
    originHalves: [], destinationHalves: ["v=M2DMRT1"], validUntil: nil, createdAt: 5, changedAt: 6, establishedAt: nil,
    failure: Self.unknown
  )
  static let key = HostKeyInfo(
    key: "k", state: "staged", isHeld: true, kind: "P-256", certificateExpires: 7, relationships: 2)
  static let progress = KeyProgress(relationships: 3, ready: 1, readyAt: 9, waiting: [Self.unknown])
  static let partner = PartnerInfo(
    name: "pay", address: "127.0.0.1:7443", pins: ["p"], certificateExpires: 9, pairs: ["*>b.test"])

  func status() async throws(ControlError) -> AgentStatus { Self.status }

  func createRelationship(
    origin: String, destination: String, progress: @escaping @Sendable (RelationshipStep) -> Void
  ) async throws(ControlError) -> RelationshipInfo {
    progress(RelationshipStep(state: "proposed", text: "asking", milliseconds: 0.5))
    progress(RelationshipStep(state: "established", text: "done", milliseconds: 12))
    return Self.info
  }

  func renewRelationship(
    origin: String, destination: String, progress: @escaping @Sendable (RelationshipStep) -> Void
  ) async throws(ControlError) -> RelationshipInfo {
    throw Self.refusal
  }

  func keys(host: String) async throws(ControlError) -> [HostKeyInfo] { [Self.key] }
  func stageKey(host: String, key: String) async throws(ControlError) -> [HostKeyInfo] { throw Self.refusal }
  func retireKey(host: String, key: String, revoked: Bool) async throws(ControlError) -> KeyRetirement {
    KeyRetirement(keys: [Self.key], revocation: revoked ? Self.revocation : nil)
  }
  static let revocation = KeyRetirement.Revocation(stillVerified: 1, undeclared: 2, underWay: 3, partners: 4)
  func keyProgress(host: String, key: String?) async throws(ControlError) -> KeyProgress { Self.progress }
  func backup(path: String) async throws(ControlError) -> StoreBackup {
    StoreBackup(path: path, relationships: 3, octets: 4096)
  }

  func relationships() async throws(ControlError) -> [RelationshipInfo] { [Self.info] }

  func relationship(origin: String, destination: String) async throws(ControlError) -> RelationshipInfo {
    throw Self.refusal
  }

  func withdrawRelationship(
    origin: String, destination: String, reason: String
  ) async throws(ControlError) -> Withdrawal {
    Withdrawal(relationship: Self.info, verifiesUntil: nil, partnerTold: true)
  }

  static let pruned: PruneResult = {
    var result = PruneResult()
    result.zones = [
      PruneResult.Zone(name: "a.test", isWhole: true, names: 3, problem: nil),
      PruneResult.Zone(name: "c.test", isWhole: false, names: 0, problem: Self.unknown),
    ]
    result.leftOvers = [
      PruneResult.LeftOver(
        origin: "a.test", destination: "b.test", owner: "b.test._m2dmrt.a.test", records: ["v=M2DMRT1"], isOwned: true,
        isRemoved: false, failure: Self.refusal)
    ]
    result.problems = [Self.unknown]
    return result
  }()

  func prune(
    zones: [String], pairs: [(origin: String, destination: String)], removes: Bool
  ) async throws(ControlError) -> PruneResult {
    guard zones == ["a.test"], pairs.map(\.origin) == ["a.test"], pairs.map(\.destination) == ["b.test"], removes else {
      throw Self.refusal
    }
    return Self.pruned
  }

  func policy(host: String) async throws(ControlError) -> HostPolicy { Self.policy(["v=M2DMRT1"]) }
  func setPolicy(host: String, record: String) async throws(ControlError) -> HostPolicy { Self.policy([record]) }
  func removePolicy(host: String) async throws(ControlError) -> HostPolicy { Self.policy([]) }
  func tryPolicy(host: String, record: String) async throws(ControlError) -> PolicyForecast {
    PolicyForecast(interval: nil)
  }
  func partners() async throws(ControlError) -> [PartnerInfo] { [Self.partner] }

  func testPartner(name: String) async throws(ControlError) -> PartnerAnswer {
    guard name == "pay" else { throw Self.unknown }
    return PartnerAnswer(name: name, agent: "pay", address: "a", clockDifference: -3, milliseconds: 1)
  }

  private static func policy(_ records: [String]) -> HostPolicy {
    HostPolicy(host: "a.test", owner: "_m2dmrt.a.test", records: records, secure: true)
  }
}

/// The steps that were told.
final class Steps: Sendable {
  private let steps = Mutex<[RelationshipStep]>([])
  var all: [RelationshipStep] { self.steps.withLock { $0 } }
  func note(_ step: RelationshipStep) { self.steps.withLock { $0.append(step) } }
}
