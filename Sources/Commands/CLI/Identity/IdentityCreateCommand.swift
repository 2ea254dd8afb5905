import ArgumentParser
import PartnerLink

struct IdentityCreateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make the agent's key and its self-signed certificate.",
    discussion: """
      Writes agent.key (P-256, mode 0600) and agent.pem into a folder; existing files are never overwritten. Partners pin \
      the key, so the certificate can be sent over any channel as long as its pin is compared.

        warifu identity create --name "Shop agent" --folder /etc/warifu/identity
      """)

  @OptionGroup var identity: IdentityOptions

  @OptionGroup var certificate: CertificateOptions
  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let folder = try self.identity.path()
    let identity = try AgentIdentity.create(
      in: folder, name: try self.certificate.checkedName(), days: self.certificate.days, now: Moment.now)
    let document = IdentityDocument(identity, folder: folder)
    return Report(
      document, lines: ["\(symbol: .good) The agent's identity was made."] + document.lines + document.handOver)
  }
}
