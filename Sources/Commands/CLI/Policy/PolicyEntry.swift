import Declarations
import TLSKeys

/// A policy record in a document, every value written out.
struct PolicyEntry: Encodable, Sendable {
  let origin: String
  /// Nil where it is as `origin`.
  let subdomains: String?
  let destination: String
  let scope: [String]
  let agents: [String]
  /// Seconds.
  let maximumAge: Int64
  let text: String

  init(_ record: PolicyRecord) {
    self.origin = record.origin.rawValue
    self.subdomains = record.subdomains?.rawValue
    self.destination = record.destination.rawValue
    self.scope = HopKind.allCases.filter(record.scope.contains).map(\.rawValue)
    self.agents = record.agents.map(\.base64URL)
    self.maximumAge = record.maximumAge
    self.text = record.text
  }

  /// What it means, one line a rule.
  ///
  /// - Parameter agentNamesItself: whether the agent that publishes it will add its own pin where there is none.
  func lines(agentNamesItself: Bool = false) -> [Line] {
    let kinds = self.scope.joined(separator: ", ")
    let from: Line =
      switch self.origin {
      case "enforce": "steps from here (\(kinds)) that are not verified are \("stopped", .strong)"
      case "report": "steps from here (\(kinds)) that are not verified are \("warned of", .strong)"
      default: "nothing is asked of steps from here"
      }
    let to: Line =
      self.destination == "require"
      ? "nobody may send users here (\(kinds)) without a declaration that verifies"
      : "anyone may send users here"
    var lines: [Line] = ["    p=\(self.origin)   \(from)"]
    if let subdomains { lines.append("    sp=\(subdomains)   the same for names below it") }
    lines.append("    in=\(self.destination)   \(to)")
    if self.agents.isEmpty {
      lines.append(
        agentNamesItself
          ? "    m   the agent puts in its own pin"
          : "    no m   no agent may speak for this host, so no relationship can be made")
    } else {
      lines += self.agents.map { "    m   the agent \($0) may speak for this host" }
    }
    let age = self.maximumAge
    let kept = age == 0 ? "not at all" : age % 86_400 == 0 ? "\(age / 86_400) days" : "\(age) s"
    lines.append("    max   clients remember this: \(kept)")
    return lines
  }
}
