import AgentControl

/// A relationship for a person.
enum RelationshipText {
  static func symbol(_ info: RelationshipInfo) -> Line.Symbol {
    switch info.state {
    case "established": info.setbacks > 0 ? .warning : .good
    case "failed": .bad
    case "withdrawn": .dot
    default: .warning
    }
  }

  /// One line, as in a list.
  static func line(_ info: RelationshipInfo, now: Int64) -> Line {
    let role = self.symbol(info).role
    let isOver = ["failed", "withdrawing", "withdrawn"].contains(info.state)
    let until = info.standsUntil ?? info.validUntil
    let state = info.isRenewing ? "renewing (\(info.state))" : info.state
    let end: Line =
      isOver ? "" : until.map { ", valid until \(Moment.text($0)) (\(Moment.distance($0, from: now)))" } ?? ""
    let with: Line = info.partner.map { ", with \($0)" } ?? ""
    return """
      \(symbol: self.symbol(info)) \(info.origin, .strong) \(symbol: .arrow) \(info.destination, .strong)  \
      \(state, role)\(with)\(end)
      """
  }

  /// Everything.
  static func lines(_ info: RelationshipInfo, now: Int64) -> [Line] {
    var lines: [Line] = [self.line(info, now: now)]
    func field(_ name: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      let padding = String(repeating: " ", count: max(1, 20 - name.count))
      lines.append("    \(name, .faint)\(padding)\(value)")
    }
    field("speaks for", info.served == "both" ? "both ends" : "the \(info.served)")
    field("started", info.startedHere ? "here" : "by \(info.partner ?? "the partner")")
    field("generation", String(info.generation))
    field("published at", info.owner)
    func each(_ name: String, _ values: [String]) {
      for (index, value) in values.enumerated() { field(index == 0 ? name : "", value) }
    }
    each(info.originKeys.count > 1 ? "origin's keys" : "origin's key", info.originKeys)
    each(info.destinationKeys.count > 1 ? "destination's keys" : "destination's key", info.destinationKeys)
    each("origin's half", info.originHalves)
    each("destination's half", info.destinationHalves)
    field("created", Moment.text(info.createdAt))
    field("changed", Moment.text(info.changedAt))
    field("established", Moment.text(info.establishedAt))
    field("halves end", Moment.text(info.validUntil))
    field("earlier ones end", Moment.text(info.standsUntil))
    field("renewal", Moment.text(info.dueAt))
    if info.setbacks > 0 { field("renewals failed", String(info.setbacks)) }
    return lines + self.failure(info)
  }

  /// Why it failed, and what to do; nothing where it did not.
  static func failure(_ info: RelationshipInfo) -> [Line] {
    guard let failure = info.failure else { return [] }
    let reason: Line = "    \(failure.message) (\(failure.code))"
    return failure.next.isEmpty ? [reason] : [reason, "    \(failure.next)"]
  }
}
