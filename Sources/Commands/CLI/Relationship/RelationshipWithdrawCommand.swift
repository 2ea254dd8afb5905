import AgentControl
import ArgumentParser

struct RelationshipWithdrawCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "End a relationship, or all with a partner: take the records out of the DNS and tell the partner.",
    discussion: """
      Either side may. Where the other side publishes, it is asked to take the records out; if it does not, they end by \
      themselves, since they are not renewed. Says until when what was published may still be believed.

        warifu relationship withdraw shop.example pay.example --reason "contract ended"
        warifu relationship withdraw --partner "Example Pay"
      """)

  @Argument(help: "The host that sends users on.") var origin: String?
  @Argument(help: "The host that they are sent to.") var destination: String?
  @Option(help: ArgumentHelp("End everything with this partner.", valueName: "name")) var partner: String?
  @Option(help: ArgumentHelp("Why, for the partner to read.", valueName: "text")) var reason =
    "withdrawn by its operator"
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if self.partner != nil {
      guard self.origin == nil else { throw ValidationError("Name two hosts or --partner, not both.") }
    } else {
      guard self.destination != nil else { throw ValidationError("Name the origin and the destination, or --partner.") }
    }
  }

  func report() async throws -> Report {
    let reason = self.reason
    guard let partner else {
      let pair = try NamedPair(self.origin ?? "", self.destination ?? "")
      let ended = try await self.agent.connected { agent in
        try await agent.withdrawRelationship(origin: pair.origin, destination: pair.destination, reason: reason)
      }
      return Report(Ended(ended), lines: Self.lines(ended))
    }
    let output = self.output
    return try await self.agent.connected { agent in try await Self.withdrawAll(partner, reason, agent, output) }
  }

  private struct Ended: Encodable, Sendable {
    let schema = 1
    let relationship: RelationshipEntry
    let verifiesUntil: String?
    let partnerTold: Bool

    init(_ ended: Withdrawal) {
      self.relationship = RelationshipEntry(ended.relationship)
      self.verifiesUntil = Moment.text(ended.verifiesUntil)
      self.partnerTold = ended.partnerTold
    }
  }

  private struct AllEnded: Encodable, Sendable {
    let schema = 1
    let partner: String
    let ended: [Ended]
    let errors: [ErrorDocument.Entry]
  }

  private static func withdrawAll(
    _ partner: String, _ reason: String, _ agent: ControlClient, _ output: OutputOptions
  ) async throws -> Report {
    guard try await agent.partners().contains(where: { $0.name == partner }) else {
      throw Complaint(
        .failed, code: "noPartner", subject: partner, message: "warifud.yaml names no partner \(partner)",
        next: "See: warifu partner list")
    }
    let theirs = try await agent.relationships().filter {
      $0.partner == partner && $0.state != "withdrawn" && $0.state != "failed"
    }
    let bar = ProgressBar(of: theirs.count, "relationships", output)
    var (ended, complaints): ([Withdrawal], [Complaint]) = ([], [])
    await withTaskGroup(of: Result<Withdrawal, Complaint>.self) { group in
      var rest = theirs[...]
      func begin() {
        guard let info = rest.popFirst() else { return }
        group.addTask { await Self.withdrawn(info, reason, agent) }
      }
      for _ in 0..<16 { begin() }
      for await result in group {
        begin()
        switch result {
        case .success(let withdrawal): ended.append(withdrawal)
        case .failure(let complaint):
          complaints.append(complaint)
          bar.say("\(symbol: .bad) \(complaint.subject, .strong)  \(complaint.description)")
        }
        bar.advance()
      }
    }
    bar.end()
    var lines: [Line] = ["\(ended.count) of \(theirs.count) relationships with \(partner) ended."]
    if let until = ended.compactMap(\.verifiesUntil).max() {
      lines.append("Kept copies of the old records verify until \(Moment.text(until)) at the latest.")
    }
    let untold = ended.count { !$0.partnerTold }
    if untold > 0 {
      lines.append("\(symbol: .warning) Of \(untold) the partner could not be told yet; the agent keeps trying.")
    }
    return Report(
      AllEnded(partner: partner, ended: ended.map(Ended.init), errors: complaints.map { ErrorDocument.Entry($0) }),
      lines: lines, outcome: (complaints.first?.outcome ?? .good).rawValue)
  }

  private static func withdrawn(
    _ info: RelationshipInfo, _ reason: String, _ agent: ControlClient
  ) async -> Result<Withdrawal, Complaint> {
    do {
      return .success(
        try await agent.withdrawRelationship(origin: info.origin, destination: info.destination, reason: reason))
    } catch {
      return .failure(Complaint(error))
    }
  }

  private static func lines(_ ended: Withdrawal) -> [Line] {
    var lines = [RelationshipText.line(ended.relationship, now: Moment.now)]
    if let until = ended.verifiesUntil {
      lines.append("Kept copies of the old records verify until \(Moment.text(until)) at the latest.")
    }
    if !ended.partnerTold, ended.relationship.partner != nil {
      lines.append("\(symbol: .warning) The partner could not be told yet; the agent keeps trying.")
    }
    return lines
  }
}
