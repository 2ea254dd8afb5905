import AgentControl
import ArgumentParser

struct RelationshipShowCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show everything that the agent knows of one relationship.",
    discussion: """
      What the agent published is shown here; what the DNS serves is shown by `warifu declaration show`.

        warifu relationship show shop.example pay.example
      """)

  @OptionGroup var hosts: PairArguments
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  private struct Document: Encodable, Sendable {
    let schema = 1
    let relationship: RelationshipEntry
  }

  func report() async throws -> Report {
    let pair = try self.hosts.pair()
    let info = try await self.agent.connected { agent in
      try await agent.relationship(origin: pair.origin, destination: pair.destination)
    }
    return Report(
      Document(relationship: RelationshipEntry(info)), lines: RelationshipText.lines(info, now: Moment.now),
      outcome: (info.state == "failed" ? Outcome.failed : .good).rawValue)
  }
}
