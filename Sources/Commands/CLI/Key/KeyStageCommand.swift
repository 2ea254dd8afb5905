import AgentControl
import ArgumentParser
import Declarations
import TLSKeys

struct KeyStageCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "stage",
    abstract: "Have a new key declared beside the old ones, before any server shows it.",
    discussion: """
      Every relationship of the host is signed anew with both keys. The file holds the new certificate, or its chain, and \
      no private key: the signing agent reads keys from its own directory, where the new one must be already.

        warifu key stage shop.example new-certificate.pem

      Then wait until it is seen everywhere: warifu key wait shop.example
      """)

  @Argument(help: "A host that the agent speaks for.") var host: String
  @Argument(help: "The new certificate, in PEM form.", completion: .file(extensions: ["pem", "crt"]))
  var certificate: String
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let host = try HostName.fromPerson(self.host)
    let now = Moment.now
    let leaf = try KeyReference.certificate(self.certificate, for: host, now: now)
    let key = leaf.digest.base64URL
    let keys = try await self.agent.connected { try await $0.stageKey(host: host.description, key: key) }
    let early: [Line] =
      leaf.notBefore > now
      ? ["\(symbol: .warning) Its certificate is valid from \(Moment.text(leaf.notBefore)) on."] : []
    return Report(
      KeysDocument(host: host.description, key: key, keys),
      lines: ["\(symbol: .good) \(key, .strong) is staged."] + early
        + keys.map { "  \(KeyEntry.line($0, now: now))" }
        + ["Before a server shows it: warifu key wait \(host.description) --key \(key)"])
  }
}
