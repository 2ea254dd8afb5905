import AgentControl
import ArgumentParser

struct RelationshipRenewCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "renew",
    abstract: "Have a relationship signed anew now.",
    discussion: """
      The agent renews every relationship by itself at half of its validity, and whenever a key is added or retired. What \
      is published stands until the new records have taken its place; if the renewal comes to nothing, it remains.

        warifu relationship renew shop.example pay.example
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
    let output = self.output
    let info = try await self.agent.connected { agent in
      try await agent.renewRelationship(origin: pair.origin, destination: pair.destination) { step in
        output.progress("  \(symbol: .good) \(step.text)  \("\(Int(step.milliseconds.rounded())) ms", .faint)")
      }
    }
    return Report(
      Document(relationship: RelationshipEntry(info)), lines: [RelationshipText.line(info, now: Moment.now)])
  }
}
