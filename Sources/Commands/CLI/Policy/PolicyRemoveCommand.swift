import AgentControl
import ArgumentParser
import Declarations

struct PolicyRemoveCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove a host's policy record through the agent.",
    discussion: """
      Clients forget the policy when they next look. Without a record no agent may speak for the host, so its \
      relationships can no longer be renewed.

        warifu policy remove shop.example
      """)

  @Argument(help: "A host that the agent speaks for.") var host: String
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let host = try HostName.fromPerson(self.host)
    return try await self.agent.connected { agent in
      let policy = try await agent.removePolicy(host: host.description)
      return Report(
        PolicyChange(policy), lines: ["\(symbol: .good) \(policy.owner, .strong) has no policy record any more."])
    }
  }
}
