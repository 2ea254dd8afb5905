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

    init(_ error: SettingsError) {
      self.line = error.line
      self.key = error.key.isEmpty ? nil : error.key
      self.message = error.problem
      self.next = error.next
    }
  }

  let file: String
  /// Nil where the file does not tell.
  let program: Program?
  let problems: [Problem]
  /// What should be put right, though the program runs.
  let warnings: [Problem]
  /// What it holds, for a person.
  let summary: String

  init(_ file: String, now: Int64) {
    self.file = file
    var (program, summary): (Program?, String) = (nil, "")
    var (problems, warnings): ([Problem], [Problem]) = ([], [])
    do throws(SettingsError) {
      program = Self.program(of: try SettingsFile.load(file))
      switch program {
      case .agent:
        let (configuration, faults) = AgentConfiguration.examine(try SettingsFile.load(file), now: now)
        problems = faults.map { Problem($0) }
        warnings = configuration?.warnings.map { Problem($0) } ?? []
        summary = configuration.map { Self.summary($0) } ?? ""
      case .signer:
        let settings = try SignerSettings.load(file)
        problems = settings.fileProblems(now: now).map { Problem($0) }
        summary = Self.count(settings.hosts.count, "host")
      case nil:
        throw SettingsError(
          file: file, line: nil, problem: "is the file of neither program",
          next: "warifud.yaml begins with organization:, signer.yaml names hosts: with the keys: they sign with.")
      }
    } catch {
      problems.append(Problem(error))
    }
    self.program = program
    self.problems = problems
    self.warnings = warnings
    self.summary = summary
  }

  var lines: [Line] {
    let name = self.program?.rawValue ?? "unknown"
    let found = self.problems.flatMap { self.lines($0, .bad) } + self.warnings.flatMap { self.lines($0, .warning) }
    guard self.problems.isEmpty else { return found }
    return found + ["\(symbol: .good) \(self.file, .strong)  \(name): good (\(self.summary))"]
  }

  var outcome: Outcome { self.problems.isEmpty ? self.warnings.isEmpty ? .good : .warning : .usage }

  private func lines(_ problem: Problem, _ symbol: Line.Symbol) -> [Line] {
    let place = problem.line.map { "\(self.file):\($0)" } ?? self.file
    let key = problem.key.map { "\($0): " } ?? ""
    let line: Line = "\(symbol: symbol) \(place, .strong)  \(key)\(problem.message)"
    return problem.next.isEmpty ? [line] : [line, "    \(problem.next)"]
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
    return hosts.contains { !Set($0.keys).isDisjoint(with: ["signer", "signers"]) } ? .agent : .signer
  }

  private static func summary(_ configuration: AgentConfiguration) -> String {
    let counts = [
      self.count(configuration.hosts.count, "host"), self.count(configuration.partners.count, "partner"),
      self.count(configuration.publishers.count, "publisher"),
    ]
    return "\(configuration.organization): \(counts.joined(separator: ", "))"
  }

  private static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }
}
