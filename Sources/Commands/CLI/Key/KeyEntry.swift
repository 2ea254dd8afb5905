import AgentControl

/// One TLS key of a host, in a document and for a person.
struct KeyEntry: Encodable, Sendable {
  let key: String
  /// `declared`, `staged`, `retired` or `unused`.
  let state: String
  /// Whether a signing agent holds it.
  let held: Bool
  let kind: String?
  let certificateExpires: String?
  /// How many relationships declare it, as published.
  let relationships: Int

  init(_ info: HostKeyInfo) {
    self.key = info.key
    self.state = info.state
    self.held = info.isHeld
    self.kind = info.kind
    self.certificateExpires = Moment.text(info.certificateExpires)
    self.relationships = info.relationships
  }

  static func line(_ info: HostKeyInfo, now: Int64) -> Line {
    let symbol = Self.symbol(info, now: now)
    var facts = [info.kind ?? "held by no signing agent"]
    if let end = info.certificateExpires {
      facts.append("certificate \(end <= now ? "ended" : "ends") \(Moment.distance(end, from: now))")
    }
    let count = info.relationships
    facts.append("declared by \(count == 0 ? "no" : String(count)) relationship\(count == 1 ? "" : "s")")
    return """
      \(symbol: symbol) \(info.key, .strong)  \(info.state, symbol.role)  \(facts.joined(separator: ", "))
      """
  }

  private static func symbol(_ info: HostKeyInfo, now: Int64) -> Line.Symbol {
    switch info.state {
    case "declared", "staged": info.isHeld && info.certificateExpires.map { $0 > now } ?? true ? .good : .warning
    default: info.relationships > 0 ? .warning : .dot
    }
  }
}

/// The keys of a host after a command.
struct KeysDocument: Encodable, Sendable {
  let schema = 1
  let host: String
  /// The key that the command was about; nil for a list.
  let key: String?
  let keys: [KeyEntry]

  init(host: String, key: String? = nil, _ keys: [HostKeyInfo]) {
    self.host = host
    self.key = key
    self.keys = keys.map(KeyEntry.init)
  }
}
