import AgentControl
import ArgumentParser

struct PartnerListCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the partners that the agent's configuration names.",
    discussion: "  warifu partner list")

  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  private struct Document: Encodable, Sendable {
    let schema = 1
    let partners: [PartnerEntry]
  }

  func report() async throws -> Report {
    let partners = try await self.agent.connected { try await $0.partners() }
    let now = Moment.now
    return Report(
      Document(partners: partners.map(PartnerEntry.init)),
      lines: partners.isEmpty
        ? ["No partner yet. Name one under partners: in warifud.yaml, with the certificate it sent you."]
        : partners.map { PartnerEntry.line($0, now: now) })
  }
}
