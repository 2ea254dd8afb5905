import Declarations
import Monitoring

/// The table of `warifu monitor`.
struct MonitorTable {
  let result: MonitorResult
  /// Since when each verdict has been the same, Unix seconds.
  let since: [WatchedPair: Int64]

  var lines: [Line] {
    guard !self.result.observations.isEmpty else {
      return ["No relationship is established. To make one: warifu relationship create ORIGIN DESTINATION"]
        + self.agents
    }
    let rows = self.result.observations.map(self.row)
    let head = ["relationship", "verdict", "servers", "first to end", "since"]
    let widths = head.indices.map { column in
      ([head] + rows.map(\.cells)).map { $0[column].count }.max() ?? 0
    }
    var lines: [Line] = ["  \(Self.cells(head, widths), .faint)"]
    for row in rows {
      lines.append("\(symbol: row.symbol) \(Self.cells(row.cells, widths))")
      lines += row.notes.map { "    \($0)" }
    }
    return lines + self.agents
  }

  private struct Row {
    let symbol: Line.Symbol
    let cells: [String]
    let notes: [String]
  }

  private func row(_ seen: Observation) -> Row {
    let codes = self.result.codes(seen)
    let symbol: Line.Symbol =
      switch ExitCode.over(codes) {
      case 0: .good
      case 3: .warning
      case 5: .unknown
      default: .bad
      }
    let right = seen.servers.count { $0.state == .right }
    let first = seen.expiries.first.map { "\($0.what.rawValue) \(Moment.distance($0.at, from: self.result.now))" }
    var notes = [seen.reason].compactMap(\.self)
    for server in seen.servers {
      switch server.state {
      case .right: break
      case .missing: notes.append("\(server.server) has no record of it")
      case .differs: notes.append("\(server.server) has other records")
      case .unknown: notes.append("\(server.server): \(server.reason ?? "unknown")")
      }
    }
    for expiry in seen.expiries where self.result.thresholds.grade(expiry, now: self.result.now) > .good {
      notes.append(self.words(expiry))
    }
    return Row(
      symbol: symbol,
      cells: [
        seen.pair.description, (seen.verdict?.rawValue ?? "unknown") + (seen.stopped ? ", stopped" : ""),
        "\(right)/\(seen.servers.count)", first ?? "–", Moment.text(self.since[seen.pair] ?? seen.at),
      ], notes: notes)
  }

  private var agents: [Line] {
    self.result.agents.filter { self.result.thresholds.grade($0, now: self.result.now) > .good }
      .map { "\(symbol: .warning) \(self.words($0))" }
  }

  private func words(_ expiry: Expiry) -> String {
    let what =
      switch expiry.what {
      case .certificate: "the TLS certificate of \(expiry.subject)"
      case .signature: "the signature over \(expiry.subject) on \(expiry.server ?? "its servers")"
      case .declaration: "the declaration \(expiry.subject)"
      case .agentCertificate: "the certificate of the agent \(expiry.subject)"
      }
    let now = self.result.now
    return "\(what) \(expiry.at <= now ? "ended" : "ends") \(Moment.distance(expiry.at, from: now))"
  }

  private static func cells(_ cells: [String], _ widths: [Int]) -> String {
    zip(cells, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }.joined(separator: "  ")
      .trimmingSuffix { $0 == " " }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ isGone: (Character) -> Bool) -> String {
    var end = self.endIndex
    while end > self.startIndex, isGone(self[self.index(before: end)]) { end = self.index(before: end) }
    return String(self[..<end])
  }
}
