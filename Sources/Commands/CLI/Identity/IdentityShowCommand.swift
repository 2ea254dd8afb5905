import ArgumentParser
import PartnerLink
import TLSKeys

struct IdentityShowCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the agent's certificate, its pin and its end, and what to send to a partner.",
    discussion: """
        warifu identity show

      Exit code: 0 usable; 2 missing, expired, of a weak key, or readable by others; 3 it ends within 30 days.
      """)

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let folder = try self.identity.path()
    let identity = try AgentIdentity.load(from: folder, now: Moment.now)
    let document = IdentityDocument(identity, folder: folder)
    let endsSoon = identity.certificate.notAfter - Moment.now < 30 * 86_400
    let end = Moment.distance(identity.certificate.notAfter, from: Moment.now)
    let head: Line =
      endsSoon
      ? "\(symbol: .warning) The agent's identity ends \(end, .warning): make a new one and send it to the partners."
      : "\(symbol: .good) The agent's identity is usable; it ends \(end)."
    return Report(
      document, lines: [head] + document.lines + document.handOver,
      outcome: (endsSoon ? Outcome.warning : .good).rawValue)
  }
}
