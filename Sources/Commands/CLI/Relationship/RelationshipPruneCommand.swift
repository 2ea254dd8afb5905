import AgentControl
import ArgumentParser

struct RelationshipPruneCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "List, or remove, records in your zones that no relationship owns.",
    discussion: """
      Such records are left behind where an agent's state was lost, or an agent was stopped at the wrong moment. What is \
      looked for are declarations that a key of your host has signed, and the other host's half beside them. Records that \
      others made are not touched, nor what is being published now.

      The agent asks its zones' primary servers for the whole zones, by its TSIG key. Where a server does not allow that, \
      only the names of known relationships are looked at, and those named with --pair; that is said, and is no failure.

        warifu relationship prune                         # lists
        warifu relationship prune shop.example --yes      # removes
        warifu relationship prune --pair shop.example pay.example

      Exit code: 0 nothing is left over, or all of it was removed; 1 some could not be removed; 3 something is left over; \
      5 nothing could be looked at, or it could not be found out.
      """)

  @Argument(help: "Zones that the agent publishes in. (default: all of them)") var zones: [String] = []
  @Flag(name: .long, help: "Remove what is found.") var yes = false
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Also look at the name of this pair, where its zone cannot be had whole; may be given several times.",
      valueName: "origin> <destination"))
  var pair: [String] = []
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard self.pair.count.isMultiple(of: 2) else {
      throw ValidationError("--pair takes two hosts: --pair ORIGIN DESTINATION.")
    }
  }

  func report() async throws -> Report {
    let pairs = try stride(from: 0, to: self.pair.count, by: 2).map { try NamedPair(self.pair[$0], self.pair[$0 + 1]) }
    let (zones, removes) = (self.zones, self.yes)
    let result = try await self.agent.connected { agent in
      try await agent.prune(zones: zones, pairs: pairs.map { ($0.origin, $0.destination) }, removes: removes)
    }
    return Report(
      PruneDocument(result), lines: PruneText.lines(result, removes: removes), outcome: result.outcome.rawValue)
  }
}

extension PruneResult {
  /// Whether no name of any zone could be looked at.
  var isBlind: Bool { self.zones.allSatisfy { !$0.isWhole && $0.names == 0 && $0.problem != nil } }

  var outcome: Outcome {
    let left = self.leftOvers.filter { !$0.isRemoved }
    if left.contains(where: { $0.failure?.kind == .refused }) { return .failed }
    if self.isBlind || !self.problems.isEmpty || left.contains(where: { $0.failure != nil }) { return .unknown }
    return left.isEmpty ? .good : .warning
  }
}
