import Declarations
import Monitoring
import TLSKeys

/// One line for Nagios, Icinga and their like, and their exit code (Monitoring Plugins' guidelines). Pure.
struct NagiosLine: Hashable, Sendable {
  enum State: Int32, Sendable {
    case ok = 0
    case warning = 1
    case critical = 2
    case unknown = 3

    var word: String {
      switch self {
      case .ok: "OK"
      case .warning: "WARNING"
      case .critical: "CRITICAL"
      case .unknown: "UNKNOWN"
      }
    }
  }

  let state: State
  private let says: String
  private let figures: String

  /// The longest that is shown of what happened; some collectors cut lines.
  private static let mostCharacters = 400

  init(_ result: MonitorResult) {
    let late = result.expiries.map { ($0, result.thresholds.grade($0, now: result.now)) }
    var parts: [String] = []
    if let first = result.failing.first {
      let more = result.failing.count > 1 ? " (and \(result.failing.count - 1) more)" : ""
      parts.append("\(first.pair): \(first.verdict?.rawValue ?? "")\(first.reason.map { ", \($0)" } ?? "")\(more)")
    }
    if let (expiry, _) = late.first(where: { $0.1 > .good }) {
      let word = expiry.at <= result.now ? "ended" : "ends"
      let server = expiry.server.map { " on \($0)" } ?? ""
      parts.append("\(expiry.what.rawValue) of \(expiry.subject)\(server) \(word) \(TimeText.utc(expiry.at))")
    }
    if let first = result.wrongServers.first {
      let word = first.server.state == .missing ? "lacks" : "has other records of"
      parts.append("\(first.server.server) \(word) \(first.observation.pair)")
    }
    if let first = result.unknown.first { parts.append("\(first.pair): \(first.reason ?? "unknown")") }
    let count = result.observations.count
    let summary = "\(result.verified) of \(count) relationship\(count == 1 ? "" : "s") verified"
    self.state =
      if !result.failing.isEmpty || late.contains(where: { $0.1 == .critical }) {
        .critical
      } else if late.contains(where: { $0.1 == .warning }) || !result.wrongServers.isEmpty {
        .warning
      } else if !result.unknown.isEmpty {
        .unknown
      } else {
        .ok
      }
    self.says = ([summary] + parts).joined(separator: "; ")
    let earliest = result.expiries.first.map { " earliest_expiry=\($0.at - result.now)s" } ?? ""
    self.figures =
      "verified=\(result.verified);;;0;\(count) failing=\(result.failing.count) unknown=\(result.unknown.count) "
      + "servers_wrong=\(result.wrongServers.count)\(earliest)"
  }

  /// What could not even be begun.
  init(unknown reason: String) {
    self.state = .unknown
    self.says = reason
    self.figures = ""
  }

  /// Without a line's end; nothing in it that means something to the collector.
  var text: String {
    let says = self.says.replacing("→", with: "->").unicodeScalars.map { scalar -> Character in
      scalar.properties.generalCategory == .control || scalar == "|" ? " " : Character(scalar)
    }
    let text = "WARIFU \(self.state.word) - \(String(says.prefix(Self.mostCharacters)))"
    return self.figures.isEmpty ? text : "\(text) | \(self.figures)"
  }
}
