import AgentControl
import ArgumentParser
import Declarations

struct KeyListCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List a host's TLS keys: what is declared, staged, retired, and what the signing agents hold.",
    discussion: """
      A key is `declared`, `staged` (declared before a server shows it), `retired`, or `unused`: held, but not of the \
      certificate that the configuration names.

        warifu key list shop.example
      """)

  @Argument(help: "A host that the agent speaks for.") var host: String
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let host = try HostName.fromPerson(self.host).description
    let keys = try await self.agent.connected { try await $0.keys(host: host) }
    let now = Moment.now
    return Report(
      KeysDocument(host: host, keys),
      lines: keys.isEmpty
        ? ["No signing agent holds a key of \(host, .strong)."] : keys.map { KeyEntry.line($0, now: now) })
  }
}
