import AgentControl
import ArgumentParser

struct PartnerTestCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Have the agent greet a partner's agent, and say what it answered.",
    discussion: """
      Shows that both sides have pinned each other's certificate and that their clocks agree. Nothing is changed.

        warifu partner test pay
      """)

  @Argument(help: "The partner's name in the configuration.") var name: String
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  private struct Document: Encodable, Sendable {
    let schema = 1
    let name: String
    let agent: String
    let address: String
    let clockDifference: Int64
    let milliseconds: Double
  }

  /// Signatures made by a clock that differs by more are refused by the other side.
  private static let allowedDifference: Int64 = 300

  func report() async throws -> Report {
    let name = self.name
    let answer = try await self.agent.connected { try await $0.testPartner(name: name) }
    let off = abs(answer.clockDifference) > Self.allowedDifference
    var lines: [Line] = [
      """
      \(symbol: .good) \(answer.name, .strong) answered from \(answer.address) in \(Int(answer.milliseconds.rounded())) ms; \
      it calls itself \(answer.agent, .strong)
      """
    ]
    if answer.clockDifference != 0 {
      let ahead = answer.clockDifference > 0 ? "ahead of" : "behind"
      lines.append(
        "\(symbol: off ? .warning : .good) Its clock is \(abs(answer.clockDifference)) s \(ahead) ours\(off ? "; more than 300 s, and signatures are refused." : ".")"
      )
    }
    return Report(
      Document(
        name: answer.name, agent: answer.agent, address: answer.address, clockDifference: answer.clockDifference,
        milliseconds: answer.milliseconds),
      lines: lines, outcome: (off ? Outcome.warning : .good).rawValue)
  }
}
