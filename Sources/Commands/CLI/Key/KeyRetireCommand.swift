import AgentControl
import ArgumentParser
import DNS
import Declarations
import TLSKeys

struct KeyRetireCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: "Have a key declared no longer, once no server shows it any more.",
    discussion: """
      Looks at the web server first, at each of its addresses, and refuses while one of them shows the key: users would \
      be stopped there. The last key of a host is never retired.

        warifu key retire shop.example old-certificate.pem
        warifu key retire shop.example DIGEST --at 192.0.2.10 --at 192.0.2.11:8443

      Exit code: 0 done; 1 refused. A server that cannot be looked at is a warning only.
      """)

  @Argument(help: "A host that the agent speaks for.") var host: String
  @Argument(help: "The key: its digest, or a file with its certificate.", completion: .file()) var key: String
  @Flag(help: "Retire it though a server still shows it.") var force = false
  @OptionGroup var server: ServerOptions
  @OptionGroup var resolver: ResolverOptions
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  private struct Document: Encodable, Sendable {
    let schema = 1
    let host: String
    let key: String
    /// What the servers were seen to show.
    let servers: [ShownKey]
    let keys: [KeyEntry]
  }

  func report() async throws -> Report {
    let host = try HostName.fromPerson(self.host)
    let key = try KeyReference.read(self.key)
    let name = host.description
    let keys = try await self.agent.connected { try await $0.keys(host: name) }
    try Self.demandAnother(than: key, of: name, keys)
    let servers = try await self.server.look(at: host, self.resolver)
    let showing = servers.filter { $0.key == key.base64URL }
    guard self.force || showing.isEmpty else {
      throw Complaint(
        .failed, code: "stillShown", subject: name,
        message: "\(name) still shows this key at \(showing.map(\.server).joined(separator: ", "))",
        next: "Have the web server show the new certificate first; --force retires the key all the same.")
    }
    let left = try await self.agent.connected { agent in
      try await agent.retireKey(host: name, key: key.base64URL, revoked: false).keys
    }
    let now = Moment.now
    return Report(
      Document(host: name, key: key.base64URL, servers: servers, keys: left.map(KeyEntry.init)),
      lines: servers.map(\.line)
        + ["\(symbol: .good) \(key.base64URL, .strong) is retired; the relationships are being signed anew without it."]
        + left.map { "  \(KeyEntry.line($0, now: now))" })
  }

  /// - Throws: when nothing would be left to declare, or the key is not known.
  private static func demandAnother(
    than key: KeyDigest, of host: String, _ keys: [HostKeyInfo]
  ) throws(Complaint) {
    guard keys.contains(where: { $0.key == key.base64URL }) else {
      throw Complaint(
        .failed, code: "keyUnknown", subject: host, message: "the agent knows no key \(key.base64URL) of \(host)",
        next: "See: warifu key list \(host)")
    }
    let others = keys.filter { $0.key != key.base64URL && $0.isHeld && ["declared", "staged"].contains($0.state) }
    guard others.isEmpty else { return }
    throw Complaint(
      .failed, code: "onlyKey", subject: host, message: "it is the only key that \(host) declares",
      next: "Stage its successor first: warifu key stage \(host) NEW-CERTIFICATE.pem")
  }
}
