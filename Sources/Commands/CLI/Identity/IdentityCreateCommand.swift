import ArgumentParser
import Foundation
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

  @Option(
    help: ArgumentHelp(
      "What people read in the certificate; it decides nothing. (default: this machine's name)", valueName: "text"))
  var name: String?

  @Option(help: ArgumentHelp("How many days the certificate is valid, 1 to 3650.", valueName: "days"))
  var days = 3650

  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let folder = try self.identity.path()
    let name = self.name ?? "warifud at \(ProcessInfo.processInfo.hostName)"
    guard !name.isEmpty, name.count <= 64, !name.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
      throw Complaint.usage("--name", "the certificate's name has 1 to 64 characters, none of them a control character")
    }
    let identity = try AgentIdentity.create(in: folder, name: name, days: self.days, now: Moment.now)
    let document = IdentityDocument(identity, folder: folder)
    return Report(
      document, lines: ["\(symbol: .good) The agent's identity was made."] + document.lines + document.handOver)
  }
}
