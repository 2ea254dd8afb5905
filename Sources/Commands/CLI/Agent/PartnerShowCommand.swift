import AgentControl
import ArgumentParser

struct PartnerShowCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one partner: its address, its pins, and the pairs that it may have.",
    discussion: "  warifu partner show pay")

  @Argument(help: "The partner's name in the configuration.") var name: String
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  private struct Document: Encodable, Sendable {
    let schema = 1
    let partner: PartnerEntry
  }

  func report() async throws -> Report {
    let partners = try await self.agent.connected { try await $0.partners() }
    guard let partner = partners.first(where: { $0.name == self.name }) else {
      let known = partners.map(\.name).joined(separator: ", ")
      throw Complaint(
        .failed, code: "noSuchPartner", subject: self.name, message: "the agent knows no partner '\(self.name)'",
        next: known.isEmpty ? "It knows none; see warifud.yaml." : "It knows: \(known).")
    }
    return Report(
      Document(partner: PartnerEntry(partner)), lines: PartnerEntry.lines(partner, now: Moment.now))
  }
}
