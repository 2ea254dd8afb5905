import AgentControl
import ArgumentParser
import DNS
import Declarations
import Foundation
import Monitoring
import Settings
import TLSProbe
import HopVerifier

struct MonitorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitor",
    abstract: "Look at the agent's relationships from outside, as a client would.",
    discussion: """
      Reads the list of relationships from the agent and looks at each from this machine: a TLS handshake with both hosts, the \
      verdict that a client comes to, and what each authoritative server of the origin's zone has. It needs no monitor in \
      the agent; that one goes on by itself (section `monitor:` of warifud.yaml, see docs/monitoring.md).

        warifu monitor
        warifu monitor --every 60s
        warifu monitor --pair shop.example pay.example --json
        warifu monitor --nagios --warning 7 --critical 2

      Exit code: 0 all verified, everywhere the same, nothing ends soon; 1 stopped, or a declaration that fails; 3 a \
      warning: undeclared, a server that differs, something that ends soon; 4 bogus; 5 could not find out; 6 insecure. Of \
      several the first present of 1, 4, 6, 5, 3. With --nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
      """)

  @Option(help: ArgumentHelp("Look again and again, so often, until it is interrupted: 60s, or 60.", valueName: "time"))
  var every: MonitorInterval?

  @Flag(help: "Write one line for Nagios and its like, with their exit codes, and nothing else.")
  var nagios = false

  @Option(
    help: ArgumentHelp(
      "With how many days left something that ends is a warning. (default: what each kind is usually renewed with)",
      valueName: "days"))
  var warning: Double?

  @Option(help: ArgumentHelp("With how many days left it is critical. (default: 0, ended)", valueName: "days"))
  var critical: Double?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Look at this origin and destination only; may be given several times.", valueName: "origin> <destination"))
  var pair: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Where a host's web server is, if not at 443; may be given several times.", valueName: "host:port"))
  var port: [String] = []

  @Option(help: ArgumentHelp("A file of PEM certificates to trust besides the system's roots.", valueName: "file"))
  var ca: String?

  @OptionGroup var resolver: ResolverOptions

  @Option(
    help: ArgumentHelp(
      "A DNS server that knows the zones at first hand, asked when a verdict might rest on an old answer. (default: the agent's configuration, else recursion from the root)",
      valueName: "address:port"))
  var fresh: String?

  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard self.pair.count.isMultiple(of: 2) else { throw ValidationError("--pair takes an origin and a destination.") }
    for days in [self.warning, self.critical] {
      guard let days else { continue }
      guard days.isFinite, (0...3_650).contains(days) else {
        throw ValidationError("--warning and --critical take a number of days, from 0 to 3650.")
      }
    }
    if self.nagios, self.output.json || self.every != nil {
      throw ValidationError("--nagios writes one line, once: leave --json and --every out.")
    }
  }

  func run() async throws {
    do {
      let round = try await self.round()
      if self.nagios { return try self.end(NagiosLine(try await self.look(round))) }
      try await self.watch(round)
    } catch let code as ArgumentParser.ExitCode {
      throw code
    } catch {
      let complaint = Complaint(error)
      if self.nagios { return try self.end(NagiosLine(unknown: complaint.description)) }
      self.output.write(complaint)
      throw ArgumentParser.ExitCode(complaint.outcome.rawValue)
    }
  }

  private func look(_ round: MonitorRound) async throws -> MonitorResult {
    try await self.agent.connected { try await round.look($0) }
  }

  private func watch(_ round: MonitorRound) async throws {
    var since: [WatchedPair: (verdict: Verdict?, at: Int64)] = [:]
    while true {
      let began = ContinuousClock.now
      let result = try await self.look(round)
      for seen in result.observations where since[seen.pair].map({ $0.verdict != seen.verdict }) ?? true {
        since[seen.pair] = (seen.verdict, seen.at)
      }
      let times = since.mapValues(\.at)
      let report = Report(
        MonitorDocument(result, since: times), lines: MonitorTable(result: result, since: times).lines,
        outcome: result.exitCode, notes: round.path.notes)
      try self.output.write(report)
      guard let every = self.every else {
        if report.outcome != 0 { throw ArgumentParser.ExitCode(report.outcome) }
        return
      }
      try await Task.sleep(until: began + every.duration)
    }
  }

  private func end(_ line: NagiosLine) throws {
    FileHandle.standardOutput.say(line.text + "\n")
    throw ArgumentParser.ExitCode(line.state.rawValue)
  }

  private func round() async throws -> MonitorRound {
    var named: [WatchedPair] = []
    for index in stride(from: 0, to: self.pair.count, by: 2) {
      let pair = try NamedPair(self.pair[index], self.pair[index + 1])
      named.append(WatchedPair(origin: try HostName(pair.origin), destination: try HostName(pair.destination)))
    }
    var ports: [HostName: Int] = [:]
    for text in self.port {
      let parts = text.split(separator: ":")
      guard parts.count == 2, let port = Int(parts[1]), (1...65_535).contains(port) else {
        throw Complaint.usage(
          "--port", "--port: '\(text)' is no host with a port", next: "Write it as host.example:8443.")
      }
      ports[try HostName.fromPerson(String(parts[0]))] = port
    }
    return MonitorRound(
      path: try await NamesPath.open(self.resolver, fresh: try self.fresh.map { try ServerAddress($0) }),
      probe: try TLSProbe.trusting(self.ca), ports: ports, deadline: self.resolver.deadline.duration, named: named,
      thresholds: MonitorThresholds(
        warning: self.warning.map { Int64($0 * 86_400) }, critical: self.critical.map { Int64($0 * 86_400) } ?? 0))
  }
}
