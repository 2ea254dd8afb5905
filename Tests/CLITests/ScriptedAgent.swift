import AgentControl
import Foundation
import Logging
import Loopback
import Synchronization

/// An agent's control socket that answers from a script: for what the commands show, not for what agents do.
final class ScriptedAgent: ControlHandler {
  static let now: Int64 = Int64(Date().timeIntervalSince1970)

  private let policies = Mutex<[String: HostPolicy]>([:])
  private let asked = Mutex<[String]>([])

  /// The keys of every host, as the next call tells of them.
  let hostKeys = Mutex([ScriptedAgent.key(ScriptedAgent.digest, "declared")])
  /// How far a host's keys are: one answer after the other, the last for ever.
  let progress = Mutex([KeyProgress(relationships: 2, ready: 2, readyAt: nil, waiting: [])])
  /// Which keys were retired or revoked.
  let ended = Mutex<[String]>([])

  /// The records that were asked to be published.
  var published: [String] { self.asked.withLock { $0 } }

  /// Serves a scripted agent at a socket while `body` runs.
  static func with(_ body: (ScriptedAgent, _ socket: String) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    let agent = ScriptedAgent()
    let server = try ControlServer(
      path: folder.file("agent.sock"), handler: agent,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { try await server.run() }
    do {
      try await body(agent, folder.file("agent.sock"))
    } catch {
      server.stop()
      throw error
    }
    server.stop()
    try await running.value
    folder.close()
  }

  func status() async throws(ControlError) -> AgentStatus {
    var status = AgentStatus(
      organization: "Shop\u{1B}[2J", version: "0.1.0", pin: Self.digest, listen: "127.0.0.1:7443",
      startedAt: Self.now - 7_300, clock: Self.now, identityExpires: Self.now + 200 * 86_400, hosts: ["shop.test"],
      partners: ["pay"], relationships: ["established": 2, "failed": 1])
    status.shared = self.shared.withLock { $0 }
    return status
  }

  func createRelationship(
    origin: String, destination: String, progress: @escaping @Sendable (RelationshipStep) -> Void
  ) async throws(ControlError) -> RelationshipInfo {
    progress(RelationshipStep(state: "keysAgreed", text: "pay agreed to the pair", milliseconds: 3.2))
    guard destination == "pay.test" else {
      throw ControlError(
        code: "notAPartnerPair", subject: destination, message: "no partner may have \(destination)",
        next: "Name the pair in warifud.yaml.")
    }
    progress(RelationshipStep(state: "published", text: "published and seen", milliseconds: 20))
    return Self.info(origin, destination, state: "established")
  }

  func renewRelationship(
    origin: String, destination: String, progress: @escaping @Sendable (RelationshipStep) -> Void
  ) async throws(ControlError) -> RelationshipInfo {
    progress(RelationshipStep(state: "keysAgreed", text: "keys agreed", milliseconds: 3.2))
    return Self.info(origin, destination, state: "established")
  }

  func keys(host: String) async throws(ControlError) -> [HostKeyInfo] { self.hostKeys.withLock { $0 } }

  func stageKey(host: String, key: String) async throws(ControlError) -> [HostKeyInfo] {
    self.hostKeys.withLock { keys in
      keys.append(Self.key(key, "staged"))
      return keys
    }
  }

  func retireKey(host: String, key: String, revoked: Bool) async throws(ControlError) -> KeyRetirement {
    let others = self.hostKeys.withLock { $0.filter { $0.key != key } }
    guard !others.isEmpty else {
      throw ControlError(
        code: "keyNotHeld", subject: host,
        message: "no key of \(host) is left to declare: those that are held are retired",
        next: "Stage the new one first.")
    }
    self.ended.withLock { $0.append(revoked ? "revoked \(key)" : "retired \(key)") }
    return KeyRetirement(
      keys: others + [Self.key(key, "retired")],
      revocation: revoked
        ? KeyRetirement.Revocation(stillVerified: 3, undeclared: 1, underWay: 0, partners: 2) : nil)
  }

  func keyProgress(host: String, key: String?) async throws(ControlError) -> KeyProgress {
    self.progress.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
  }

  static func key(_ digest: String, _ state: String) -> HostKeyInfo {
    HostKeyInfo(
      key: digest, state: state, isHeld: true, kind: "P-256", certificateExpires: Self.now + 86_400 * 60 + 3_600,
      relationships: state == "declared" ? 2 : 0)
  }

  func backup(path: String) async throws(ControlError) -> StoreBackup {
    StoreBackup(path: path, relationships: 2, octets: 4096)
  }

  func relationships() async throws(ControlError) -> [RelationshipInfo] {
    [
      Self.info("shop.test", "pay.test", state: "established"),
      Self.info(
        "shop.test", "acs.test", state: "failed",
        failure: ControlError(
          code: "updateRefused", subject: "shop.test", message: "the server refused", next: "Look at its ACL.")),
    ]
  }

  func relationship(origin: String, destination: String) async throws(ControlError) -> RelationshipInfo {
    let all = try await self.relationships()
    guard let info = all.first(where: { $0.origin == origin && $0.destination == destination }) else {
      throw ControlError(
        code: "noSuchRelationship", subject: "\(origin)>\(destination)", message: "there is no such relationship")
    }
    return info
  }

  func withdrawRelationship(
    origin: String, destination: String, reason: String
  ) async throws(ControlError) -> Withdrawal {
    Withdrawal(
      relationship: Self.info(origin, destination, state: "withdrawn"), verifiesUntil: Self.now + 3_600,
      partnerTold: false)
  }

  /// What the next search finds.
  let pruned = Mutex(PruneResult())
  /// What was to be searched: zones, pairs, and whether it was to be removed.
  let searched = Mutex<[String]>([])

  func prune(
    zones: [String], pairs: [(origin: String, destination: String)], removes: Bool
  ) async throws(ControlError) -> PruneResult {
    self.searched.withLock {
      $0 = zones + pairs.map { "\($0.origin)>\($0.destination)" } + [removes ? "remove" : "list"]
    }
    return self.pruned.withLock { $0 }
  }

  /// What the state is shared as.
  let shared = Mutex<SharedWorkInfo?>(nil)

  func policy(host: String) async throws(ControlError) -> HostPolicy {
    self.policies.withLock { $0[host] } ?? HostPolicy(host: host, owner: "_m2dmrt.\(host)", records: [], secure: true)
  }

  func setPolicy(host: String, record: String) async throws(ControlError) -> HostPolicy {
    self.asked.withLock { $0.append(record) }
    let policy = HostPolicy(host: host, owner: "_m2dmrt.\(host)", records: [record], secure: true)
    self.policies.withLock { $0[host] = policy }
    return policy
  }

  /// What any record would stop.
  let forecast = Mutex(PolicyForecast(interval: nil))

  func tryPolicy(host: String, record: String) async throws(ControlError) -> PolicyForecast {
    self.forecast.withLock { $0 }
  }

  func removePolicy(host: String) async throws(ControlError) -> HostPolicy {
    self.policies.withLock { $0[host] = nil }
    return HostPolicy(host: host, owner: "_m2dmrt.\(host)", records: [], secure: true)
  }

  func partners() async throws(ControlError) -> [PartnerInfo] {
    [
      PartnerInfo(
        name: "pay", address: "127.0.0.1:7444", pins: [Self.digest], certificateExpires: Self.now + 90_000,
        pairs: ["shop.test>pay.test"])
    ]
  }

  func testPartner(name: String) async throws(ControlError) -> PartnerAnswer {
    guard name == "pay" else {
      throw ControlError(
        kind: .unreachable, code: "partnerUnreachable", subject: name, message: "\(name) cannot be reached",
        next: "Check its address.")
    }
    return PartnerAnswer(name: name, agent: "Pay", address: "127.0.0.1:7444", clockDifference: -400, milliseconds: 4.6)
  }

  static let digest = String(repeating: "A", count: 43)

  private static func info(
    _ origin: String, _ destination: String, state: String, failure: ControlError? = nil
  ) -> RelationshipInfo {
    RelationshipInfo(
      origin: origin, destination: destination, served: "origin", partner: "pay", startedHere: true, generation: 1,
      state: state, owner: "\(destination)._m2dmrt.\(origin)", originKeys: [self.digest],
      destinationKeys: [self.digest], originHalves: [], destinationHalves: [],
      validUntil: failure == nil ? self.now + 14 * 86_400 : nil,
      createdAt: self.now - 60, changedAt: self.now, establishedAt: failure == nil ? self.now : nil, failure: failure)
  }
}
