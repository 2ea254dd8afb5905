import AgentControl
import ArgumentParser
import Declarations
import TLSKeys

struct KeyRevokeCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Have a key declared no longer, at once: it was stolen, or may have been.",
    discussion: """
      Does not ask whether a server still shows the key: its users are stopped from now on where a policy demands it. \
      Stage its successor first where there is none; what has no other key can only be withdrawn. Older answers may be \
      kept, and believed, until their TTL and signatures end.

        warifu key revoke shop.example DIGEST
      """)

  @Argument(help: "A host that the agent speaks for.") var host: String
  @Argument(help: "The key: its digest, or a file with its certificate.", completion: .file()) var key: String
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let host = try HostName.fromPerson(self.host).description
    let key = try KeyReference.read(self.key).base64URL
    let left = try await self.agent.connected { try await $0.retireKey(host: host, key: key, revoked: true) }
    let now = Moment.now
    return Report(
      KeysDocument(host: host, key: key, left),
      lines: [
        "\(symbol: .good) \(key, .strong) is revoked; the relationships are being signed anew without it.",
        "Delete it where it is kept, and have its certificate revoked by its issuer.",
      ] + left.map { "  \(KeyEntry.line($0, now: now))" })
  }
}
