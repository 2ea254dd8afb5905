import AgentControl
import ArgumentParser

struct RelationshipWithdrawCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "End a relationship: take its records out of the DNS and tell the partner.",
    discussion: """
      Either side may. Where the other side publishes, it is asked to take the records out; if it does not, they end by \
      themselves, since they are not renewed. Says until when what was published may still be believed.

        warifu relationship withdraw shop.example pay.example --reason "contract ended"
      """)

  @OptionGroup var hosts: PairArguments
  @Option(help: ArgumentHelp("Why, for the partner to read.", valueName: "text")) var reason =
    "withdrawn by its operator"
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  private struct Document: Encodable, Sendable {
    let schema = 1
    let relationship: RelationshipEntry
    let verifiesUntil: String?
    let partnerTold: Bool
  }

  func report() async throws -> Report {
    let pair = try self.hosts.pair()
    let reason = self.reason
    let ended = try await self.agent.connected { agent in
      try await agent.withdrawRelationship(origin: pair.origin, destination: pair.destination, reason: reason)
    }
    var lines = [RelationshipText.line(ended.relationship, now: Moment.now)]
    if let until = ended.verifiesUntil {
      lines.append("Kept copies of the old records verify until \(Moment.text(until)) at the latest.")
    }
    if !ended.partnerTold, ended.relationship.partner != nil {
      lines.append("\(symbol: .warning) The partner could not be told yet; the agent keeps trying.")
    }
    return Report(
      Document(
        relationship: RelationshipEntry(ended.relationship), verifiesUntil: Moment.text(ended.verifiesUntil),
        partnerTold: ended.partnerTold),
      lines: lines)
  }
}
