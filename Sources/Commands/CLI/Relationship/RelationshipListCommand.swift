import AgentControl
import ArgumentParser

struct RelationshipListCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the agent's relationships, each with its state and its end.",
    discussion: """
        warifu relationship list
        warifu relationship list --state failed --json
      """)

  @Option(
    help: ArgumentHelp("Only those in this state; may be given several times.", valueName: "state"),
    completion: .list(RelationshipListCommand.states))
  var state: [String] = []

  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  private static let states = [
    "proposed", "keysAgreed", "halvesExchanged", "published", "established", "failed", "withdrawing", "withdrawn",
  ]

  func validate() throws {
    for state in self.state where !Self.states.contains(state) {
      throw ValidationError("'\(state)' is no state; there are \(Self.states.joined(separator: ", ")).")
    }
  }

  private struct Document: Encodable, Sendable {
    let schema = 1
    let relationships: [RelationshipEntry]
  }

  func report() async throws -> Report {
    let wanted = Set(self.state)
    let all = try await self.agent.connected { try await $0.relationships() }
    let found = all.filter { wanted.isEmpty || wanted.contains($0.state) }
    let now = Moment.now
    var lines = found.flatMap { [RelationshipText.line($0, now: now)] + RelationshipText.failure($0) }
    if all.isEmpty {
      lines.append("No relationship yet. To make one: warifu relationship create ORIGIN DESTINATION")
    } else if found.isEmpty {
      lines.append("None of \(all.count) relationships is in that state.")
    }
    return Report(Document(relationships: found.map(RelationshipEntry.init)), lines: lines)
  }
}
