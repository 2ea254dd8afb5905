import AgentControl
import ArgumentParser
import Declarations

struct PolicySetCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Publish a host's policy record through the agent.",
    discussion: """
      What is not named stays as it is published now; --replace begins with a record of defaults instead. The agent \
      names itself as the one that may speak for the host, while its identity is being replaced by both pins, unless \
      --agent names others. Begin with --origin report, and see with --dry-run what enforcing would stop before you do it.

      --dry-run publishes nothing. It tries the record on the hops that the agent's monitor looked at last (section \
      `monitor:` of warifud.yaml), by the rules that clients judge by.

        warifu policy set shop.example
        warifu policy set shop.example --origin report
        warifu policy set pay.example --destination require --scope redirect,form
        warifu policy set shop.example --origin enforce --remember 30d --dry-run

      Exit code of --dry-run: 0 nothing would be stopped; 3 something would; 5 nothing was monitored that the record has a \
      say in, or not lately.
      """)

  @Argument(help: "A host that the agent speaks for.") var host: String
  @OptionGroup var policy: PolicyOptions
  @Flag(help: "Begin with a record of defaults, not with the one that is published.") var replace = false
  @Flag(help: "Publish nothing; show the record, and which of the hops last monitored it would stop.") var dryRun =
    false
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let host = try HostName.fromPerson(self.host)
    let (policy, replace, dryRun, output) = (self.policy, self.replace, self.dryRun, self.output)
    return try await self.agent.connected { agent in
      let base = replace ? PolicyRecord() : try Self.present(try await agent.policy(host: host.description))
      let record = policy.applied(to: base)
      guard let owner = RelationshipNames.policyOwner(host) else {
        throw Complaint.usage(host.description, "the policy's name would have more than 253 octets, so it cannot exist")
      }
      let shown: [Line] =
        ["\(owner, .strong) TXT", "    \(record.text)"] + PolicyEntry(record).lines(agentNamesItself: true)
      guard !dryRun else {
        let forecast = PolicyForecastText(
          host, try await agent.tryPolicy(host: host.description, record: record.text), now: Moment.now)
        return Report(
          PolicyChange(
            host: host, owner: owner, record: record, agents: record.agents.isEmpty, forecast: forecast.entry),
          lines: shown + forecast.lines + ["Nothing was published."], outcome: forecast.outcome.rawValue)
      }
      for line in shown { output.progress(line) }
      let published = try await agent.setPolicy(host: host.description, record: record.text)
      return Report(
        PolicyChange(published), lines: ["\(symbol: .good) Published, and seen\(published.secure ? " signed" : "")."],
        outcome: (published.secure ? Outcome.good : .insecure).rawValue)
    }
  }

  /// The record that stands there now.
  private static func present(_ policy: HostPolicy) throws(Complaint) -> PolicyRecord {
    let next = "Name every value and add --replace."
    guard policy.secure else {
      throw Complaint(
        .insecure, code: "insecure", subject: policy.host,
        message: "the policy that \(policy.host) has now cannot be read securely", next: next)
    }
    guard let text = policy.records.first else { return PolicyRecord() }
    guard policy.records.count == 1, case .record(let record) = PolicyRecord.read(Array(text.utf8)) else {
      throw Complaint(
        .malformed, code: "malformed", subject: policy.host,
        message: "what \(policy.host) has published as its policy is malformed", next: next)
    }
    return record
  }
}
