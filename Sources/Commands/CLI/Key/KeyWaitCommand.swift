import AgentControl
import ArgumentParser
import Declarations
import TLSKeys

struct KeyWaitCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Wait until a host's keys are declared everywhere, so that a server may show the new one.",
    discussion: """
      Returns, with *safe to deploy*, when every relationship of the host is published with all keys that it is to \
      declare, every authoritative server has it, and no cache can hold an older answer any more. That takes as long as \
      the TTL of the records: 5 minutes as a rule, an hour where the partner publishes.

        warifu key wait shop.example
        warifu key wait shop.example --key new-certificate.pem --timeout 900 && systemctl reload nginx

      Exit code: 0 safe to deploy; 1 the key is not to be declared; 5 not yet when the time was over, naming what waits.
      """)

  @Argument(help: "A host that the agent speaks for.") var host: String
  @Option(help: ArgumentHelp("How long to wait at most; 0 looks once.", valueName: "seconds")) var timeout = 7_200
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Wait for this key alone. (default: all that the host is to declare)", valueName: "digest|file"))
  var key: String?
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  private static let pause: Duration = .seconds(1)

  private struct Document: Encodable, Sendable {
    let schema = 1
    let host: String
    let key: String?
    let safeToDeploy: Bool
    let relationships: Int
    let ready: Int
    /// When caches will have forgotten older answers about those that are published.
    let readyAt: String?
    let waiting: [ErrorDocument.Entry]
  }

  func validate() throws {
    guard self.timeout >= 0, self.timeout <= 30 * 86_400 else {
      throw ValidationError("--timeout is a number of seconds, 0 to \(30 * 86_400).")
    }
  }

  func report() async throws -> Report {
    let host = try HostName.fromPerson(self.host).description
    let key = try self.key.map { (text: String) throws(Complaint) in try KeyReference.read(text).base64URL }
    if let key { try await self.demandDeclared(key, of: host) }
    let end = ContinuousClock.now.advanced(by: .seconds(self.timeout))
    var progress = try await self.agent.connected { try await $0.keyProgress(host: host, key: key) }
    let status = StatusLine(self.output)
    while !progress.isReady, ContinuousClock.now < end {
      status.show(Self.line(progress))
      try await Task.sleep(for: Self.pause)
      do {
        progress = try await self.agent.connected { try await $0.keyProgress(host: host, key: key) }
      } catch {
        // An agent that is being started anew goes on where it was.
        let complaint = Complaint(error)
        guard complaint.outcome == .unknown else { throw complaint }
        status.show("  \(symbol: .unknown) \(complaint.message)")
      }
    }
    status.end()
    return self.report(host, key, progress)
  }

  /// Else it would be waited for in vain.
  private func demandDeclared(_ key: String, of host: String) async throws {
    let keys = try await self.agent.connected { try await $0.keys(host: host) }
    let isMeant = keys.contains { $0.key == key && $0.isHeld && ["declared", "staged"].contains($0.state) }
    guard !isMeant else { return }
    throw Complaint(
      .failed, code: "notStaged", subject: host, message: "\(key) is not among the keys that \(host) is to declare",
      next: "Stage it first: warifu key stage \(host) NEW-CERTIFICATE.pem")
  }

  private func report(_ host: String, _ key: String?, _ progress: KeyProgress) -> Report {
    let document = Document(
      host: host, key: key, safeToDeploy: progress.isReady, relationships: progress.relationships,
      ready: progress.ready, readyAt: Moment.text(progress.readyAt),
      waiting: progress.waiting.map { ErrorDocument.Entry(Complaint($0)) })
    guard !progress.isReady else {
      let count = progress.relationships
      let what =
        switch count {
        case 0: "\(host) has no relationship that could be stopped"
        case 1: "its one relationship declares \(key == nil ? "all its keys" : "this key") everywhere"
        default: "all \(count) relationships declare \(key == nil ? "all its keys" : "this key") everywhere"
        }
      return Report(document, lines: ["\(symbol: .good) \(host, .strong): \("safe to deploy", .good); \(what)."])
    }
    return Report(
      document,
      lines: ["\(symbol: .unknown) \(host, .strong): \("not yet safe to deploy", .warning). \(Self.line(progress))"]
        + Self.reasons(progress) + ["The agent goes on with it; wait again: warifu key wait \(host)"],
      outcome: Outcome.unknown.rawValue)
  }

  /// How far it is.
  private static func line(_ progress: KeyProgress) -> Line {
    let late = progress.relationships - progress.ready
    let until: Line =
      progress.readyAt.map { "; caches may hold older answers until \(Moment.text($0))" } ?? ""
    return "\(progress.ready) of \(progress.relationships) relationships ready, \(late) to go\(until)"
  }

  private static func reasons(_ progress: KeyProgress) -> [Line] {
    progress.waiting.flatMap { reason -> [Line] in
      let line: Line = "  \(symbol: reason.kind == .refused ? .bad : .warning) \(reason.message) (\(reason.code))"
      return reason.next.isEmpty ? [line] : [line, "      \(reason.next)"]
    }
  }
}
