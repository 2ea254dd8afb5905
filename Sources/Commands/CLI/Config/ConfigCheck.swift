import Agent
import Declarations
import Settings
import SigningService

/// What is wrong with one configuration file.
struct ConfigCheck: Encodable, Sendable {
  enum Program: String, Encodable, Sendable {
    case agent = "warifud"
    case signer = "warifu-signer"
  }

  struct Problem: Encodable, Sendable {
    let line: Int?
    let key: String?
    let message: String
    let next: String
  }

  let file: String
  /// Nil where the file does not tell.
  let program: Program?
  let problems: [Problem]
  /// What it holds, for a person.
  let summary: String

  init(_ file: String, now: Int64) {
    self.file = file
    var (program, problems, summary): (Program?, [Problem], String) = (nil, [], "")
    do throws(SettingsError) {
      program = Self.program(of: try SettingsFile.load(file))
      switch program {
      case .agent:
        let configuration = try AgentConfiguration.load(file, now: now)
        let counts = [
          Self.count(configuration.hosts.count, "host"), Self.count(configuration.partners.count, "partner"),
          Self.count(configuration.publishers.count, "publisher"),
        ]
        summary = "\(configuration.organization): \(counts.joined(separator: ", "))"
      case .signer:
        let settings = try SignerSettings.load(file)
        problems = settings.fileProblems(now: now).map { Problem(line: nil, key: nil, message: $0, next: "") }
        summary = Self.count(settings.hosts.count, "host")
      case nil:
        throw SettingsError(
          file: file, line: nil, problem: "is the file of neither program",
          next: "warifud.yaml begins with organization:, signer.yaml names hosts: with the keys: they sign with.")
      }
    } catch {
      problems.append(
        Problem(line: error.line, key: error.key.isEmpty ? nil : error.key, message: error.problem, next: error.next))
    }
    self.program = program
    self.problems = problems
    self.summary = summary
  }

  var lines: [Line] {
    let name = self.program?.rawValue ?? "unknown"
    guard !self.problems.isEmpty else {
      return ["\(symbol: .good) \(self.file, .strong)  \(name): good (\(self.summary))"]
    }
    return self.problems.flatMap { problem -> [Line] in
      let place = problem.line.map { "\(self.file):\($0)" } ?? self.file
      let key = problem.key.map { "\($0): " } ?? ""
      let line: Line = "\(symbol: .bad) \(place, .strong)  \(key)\(problem.message)"
      return problem.next.isEmpty ? [line] : [line, "    \(problem.next)"]
    }
  }

  /// By the keys that only one of the two files has.
  private static func program(of node: SettingsNode) -> Program? {
    let keys = Set(node.keys)
    if !keys.isDisjoint(with: [
      "organization", "identity", "state", "store", "resolver", "partners", "publishers", "limits",
    ]) {
      return .agent
    }
    if !keys.isDisjoint(with: ["user", "keys", "log", "maximumValidity", "rateLimit"]) { return .signer }
    // Both have hosts; only the agent's name a signer.
    guard keys.contains("hosts"), let hosts = try? node.list("hosts") else { return nil }
    return hosts.contains { $0.keys.contains("signer") } ? .agent : .signer
  }

  private static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }
}
