import AgentControl
import ArgumentParser

struct StatusCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say what the agent on this machine is and does now.",
    discussion: """
        warifu status

      Exit code: 0 all is well; 3 a relationship has failed, the identity ends within 30 days, or the \
      agent shares its state with others and has no lease; 5 no agent answers.
      """)

  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  private struct Document: Encodable, Sendable {
    let schema = 1
    let organization: String
    let version: String
    let pin: String
    let listen: String?
    let startedAt: String
    let clock: String
    let identityExpires: String
    let hosts: [String]
    let partners: [String]
    let relationships: [String: Int]
    /// Only where several agents share the state.
    let shared: SharedWork?
  }

  private struct SharedWork: Encodable, Sendable {
    let place: String
    /// Into how many parts the relationships are divided, and how many of them this agent works on.
    let shards: Int?
    let shardsHeld: Int
    let members: [String]
    let leaseSeconds: Int?
    let leaseLeftMilliseconds: Int

    init(_ work: SharedWorkInfo) {
      self.place = work.place
      self.shards = work.shards
      self.shardsHeld = work.shardsHeld
      self.members = work.members
      self.leaseSeconds = work.leaseSeconds
      self.leaseLeftMilliseconds = work.leaseLeft
    }
  }

  func report() async throws -> Report {
    let status = try await self.agent.connected { try await $0.status() }
    let now = Moment.now
    let endsSoon = status.identityExpires - now < 30 * 86_400
    let failed = status.relationships["failed", default: 0]
    return Report(
      Document(
        organization: status.organization, version: status.version, pin: status.pin, listen: status.listen,
        startedAt: Moment.text(status.startedAt), clock: Moment.text(status.clock),
        identityExpires: Moment.text(status.identityExpires), hosts: status.hosts, partners: status.partners,
        relationships: status.relationships, shared: status.shared.map(SharedWork.init)),
      lines: self.lines(status, endsSoon: endsSoon, failed: failed, now: now),
      outcome: (endsSoon || failed > 0 || status.hasNoLease ? Outcome.warning : .good).rawValue)
  }

  private func lines(_ status: AgentStatus, endsSoon: Bool, failed: Int, now: Int64) -> [Line] {
    let states = status.relationships.filter { $0.value > 0 }.sorted { $0.key < $1.key }
      .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    let identity: Line = "identity       \(status.pin), ends \(Moment.distance(status.identityExpires, from: now))"
    return [
      "\(symbol: .good) \(status.organization, .strong): warifud \(status.version), started \(Moment.distance(status.startedAt, from: now))",
      endsSoon ? "\(symbol: .warning) \(identity)" : "  \(identity)",
      "  listens at     \(status.listen ?? "nowhere: it only calls")",
      "  hosts          \(status.hosts.isEmpty ? "none" : status.hosts.joined(separator: ", "))",
      "  partners       \(status.partners.isEmpty ? "none" : status.partners.joined(separator: ", "))",
      "\(failed > 0 ? "\(symbol: .warning)" : " ") relationships  \(states.isEmpty ? "none" : states)",
    ] + (status.shared.map { Self.lines($0) } ?? [])
      + (failed > 0 ? ["To see why: warifu relationship list --state failed"] : [])
  }

  private static func lines(_ work: SharedWorkInfo) -> [Line] {
    let share: Line =
      work.shards.map { "works on \(work.shardsHeld) of \($0) shards" }
      ?? "works on none: it has not joined the others yet"
    let lease: Line =
      if let seconds = work.leaseSeconds {
        "  lease          \(seconds) s, \(work.leaseLeft / 1000) s of it left"
      } else {
        "\(symbol: .warning) lease          none: it may write nothing and does no work; look at its log"
      }
    return ["  shared state   \(work.place); \(share)", lease]
      + work.members.map { "  agent          \($0)" }
  }
}

extension AgentStatus {
  /// Whether it shares its state and may not work on it now.
  fileprivate var hasNoLease: Bool { self.shared.map { $0.leaseSeconds == nil } ?? false }
}
