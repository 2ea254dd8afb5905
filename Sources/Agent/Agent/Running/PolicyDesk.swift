import AgentControl
import DNSWire
import Declarations
import Relationships
import TLSKeys

/// Reads and writes the policy records of this agent's hosts.
struct PolicyDesk: Sendable {
  let organization: Organization
  let sight: any DeclarationSight
  /// By which pins this agent is known now.
  let pins: @Sendable () -> OwnPins

  func show(_ host: HostName) async throws(StepFailure) -> HostPolicy {
    let owner = try Self.owner(host)
    switch await self.sight.policy(of: host, fresh: true) {
    case .secure(let texts, _):
      return HostPolicy(host: host.description, owner: owner, records: Self.ours(texts), secure: true)
    case .absent: return HostPolicy(host: host.description, owner: owner, records: [], secure: true)
    case .insecure:
      let served = try? await self.organization.publisher(for: owner).served(at: owner)
      let texts = served?.texts.compactMap(\.self) ?? []
      return HostPolicy(host: host.description, owner: owner, records: Self.ours(texts), secure: false)
    case .bogus(let reason): throw .refused("bogus", "what \(owner) says is bogus: \(reason)")
    case .unreachable(let reason): throw .unavailable("policyUnreachable", "\(owner) could not be looked up: \(reason)")
    }
  }

  /// Publishes a whole record. Where it names this agent or nobody, `m` names this agent, during a rotation by both pins.
  func set(_ host: HostName, _ record: String) async throws(StepFailure) -> HostPolicy {
    guard self.organization.hosts[host] != nil else { throw Self.notOurs(host) }
    var policy: PolicyRecord
    switch PolicyRecord.read(Array(record.utf8)) {
    case .record(let read): policy = read
    case .malformed(let reason): throw .refused("malformed", "the policy record is malformed: \(reason)")
    case .notOurs: throw .refused("malformed", "a policy record begins with v=M2DMRT1")
    }
    policy = self.pins().naming(in: policy)
    guard policy.agents.count <= PolicyRecord.maximumAgents else {
      throw .refused("malformed", "the policy record would name more than \(PolicyRecord.maximumAgents) agents")
    }
    return try await self.publish(host, [policy.text])
  }

  func remove(_ host: HostName) async throws(StepFailure) -> HostPolicy {
    guard self.organization.hosts[host] != nil else { throw Self.notOurs(host) }
    return try await self.publish(host, [])
  }

  /// Other people's TXT records at the name stay, octet for octet, also such as cannot be read.
  private func publish(_ host: HostName, _ records: [String]) async throws(StepFailure) -> HostPolicy {
    let owner = try Self.owner(host)
    let publisher = try self.organization.publisher(for: owner)
    let seen = try await publisher.served(at: owner)
    let ours = zip(seen.rdata, seen.texts).compactMap { rdata, text in
      text.flatMap { PolicyRecord.read($0) == .notOurs ? nil : (rdata: rdata, text: $0) }
    }
    let wanted = records.map { Array($0.utf8) }
    let goes = ours.filter { !wanted.contains($0.text) }
    let comes = wanted.filter { text in !ours.contains { $0.text == text } }
    if !goes.isEmpty || !comes.isEmpty {
      try await publisher.change(at: owner, seen: seen, removing: goes.map(\.rdata), adding: comes)
    }
    try await publisher.confirmAbsence(at: owner, of: Set(goes.map(\.text)))
    try await publisher.confirmPresence(at: owner, of: Set(wanted))
    return try await self.show(host)
  }

  private static func ours(_ texts: [[UInt8]]) -> [String] {
    texts.filter { PolicyRecord.read($0) != .notOurs }.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func owner(_ host: HostName) throws(StepFailure) -> String {
    guard let owner = RelationshipNames.policyOwner(host) else {
      throw .refused("nameTooLong", "the policy name of \(host) has more than 253 octets")
    }
    return owner
  }

  private static func notOurs(_ host: HostName) -> StepFailure {
    .refused(
      "notOurHost", "this agent does not speak for \(host)", next: "Name the host under hosts: in warifud.yaml")
  }
}
