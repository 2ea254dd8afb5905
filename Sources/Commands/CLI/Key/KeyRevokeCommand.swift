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
      What it signed is taken out of your zone at once, also while a partner is down, and every relationship is signed anew \
      without it. Where another key was declared beside it that one verifies on; where it was alone the hop is undeclared \
      until then. So stage its successor first where you can (`warifu key stage`); a host's last key cannot be revoked, its \
      relationships can only be withdrawn. Older answers may be kept, and believed, until their TTL and signatures end.

        warifu key revoke shop.example DIGEST

      Exit code: 0 revoked; 1 refused, since the host would have no key left; 5 the agent or a signing agent could not be \
      asked.
      """)

  @Argument(help: "A host that the agent speaks for.") var host: String
  @Argument(help: "The key: its digest, or a file with its certificate.", completion: .file()) var key: String
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  private struct Document: Encodable, Sendable {
    let schema = 1
    let host: String
    let key: String
    let keys: [KeyEntry]
    /// How many relationships: where what remains verifies by other keys; that are undeclared until they are signed anew; of
    /// which a round with the key is finished, or given up, first; whose partner is asked to publish without it.
    let stillVerified: Int?
    let undeclared: Int?
    let underWay: Int?
    let partners: Int?
  }

  func report() async throws -> Report {
    let host = try HostName.fromPerson(self.host).description
    let key = try KeyReference.read(self.key).base64URL
    let revoked = try await self.agent.connected { try await $0.retireKey(host: host, key: key, revoked: true) }
    let now = Moment.now
    let revocation = revoked.revocation
    return Report(
      Document(
        host: host, key: key, keys: revoked.keys.map(KeyEntry.init), stillVerified: revocation?.stillVerified,
        undeclared: revocation?.undeclared, underWay: revocation?.underWay, partners: revocation?.partners),
      lines: [
        "\(symbol: .good) \(key, .strong) is revoked; the relationships are being signed anew without it."
      ] + (revocation.map { Self.lines($0) } ?? [Self.older])
        + ["Delete it where it is kept, and have its certificate revoked by its issuer."]
        + revoked.keys.map { "  \(KeyEntry.line($0, now: now))" })
  }

  private static let older: Line =
    "\(symbol: .warning) This agent is older than this program: what the key signed stays published until then."

  private static func lines(_ revocation: KeyRetirement.Revocation) -> [Line] {
    func line(_ symbol: Line.Symbol, _ count: Int, _ text: String) -> [Line] {
      guard count > 0 else { return [] }
      let relationships = count == 1 ? "1 relationship" : "\(count) relationships"
      return ["\(symbol: symbol) \(relationships): \(text)"]
    }
    return line(
      .good, revocation.stillVerified,
      "what it signed is being taken out of the zone; what remains verifies by the other keys")
      + line(
        .warning, revocation.undeclared,
        "all is being taken out, since it alone was published: undeclared, and stopped where a policy demands a "
          + "declaration, until signed anew")
      + line(
        .warning, revocation.underWay, "a round with the key is being published, and is finished or given up first")
      + line(.warning, revocation.partners, "the partner publishes, and still shows it until he has the next round")
  }
}
