import AgentControl

/// What was found that no relationship owns, for a person.
enum PruneText {
  static func lines(_ result: PruneResult, removes: Bool) -> [Line] {
    result.zones.flatMap { self.lines($0) } + result.problems.flatMap { self.lines($0) }
      + result.leftOvers.flatMap { self.lines($0) } + self.summary(result, removes: removes)
  }

  private static func lines(_ found: PruneResult.LeftOver) -> [Line] {
    let count = found.records.count == 1 ? "1 record" : "\(found.records.count) records"
    let whose: Line = found.isOwned ? "not of the relationship that has the name" : "no relationship"
    let head: Line = "\(found.origin, .strong) \(symbol: .arrow) \(found.destination, .strong)  \(count), \(whose)"
    let state: Line =
      found.isRemoved ? "\(symbol: .good) \(head): \("removed", .good)" : "\(symbol: .warning) \(head)"
    return [state, "    \(found.owner, .faint)"] + found.records.map { "    \($0)" }
      + (found.failure.map { self.lines($0) } ?? [])
  }

  private static func lines(_ failure: ControlError) -> [Line] {
    let line: Line = "  \(symbol: failure.kind == .refused ? .bad : .unknown) \(failure.message) (\(failure.code))"
    return failure.next.isEmpty ? [line] : [line, "      \(failure.next)"]
  }

  private static func lines(_ zone: PruneResult.Zone) -> [Line] {
    let names = zone.names == 1 ? "1 name" : "\(zone.names) names"
    guard !zone.isWhole else {
      return ["\(symbol: .good) \(zone.name, .strong): the whole zone looked at, \(names) of declarations"]
    }
    let looked: Line =
      zone.names == 0 ? "\("not looked at", .bad)" : "only \(names) looked at: \("not the whole zone", .warning)"
    return ["\(symbol: .unknown) \(zone.name, .strong): \(looked)"] + (zone.problem.map { self.lines($0) } ?? [])
  }

  private static func summary(_ result: PruneResult, removes: Bool) -> [Line] {
    let left = result.leftOvers.filter { !$0.isRemoved }
    if result.isBlind { return ["Nothing could be looked at."] }
    guard !result.leftOvers.isEmpty else {
      return [
        result.zones.allSatisfy(\.isWhole)
          ? "Nothing is left over." : "Nothing is left over at the names that were looked at."
      ]
    }
    guard !left.isEmpty else { return ["Kept copies of removed records verify until they end, at `x`, at the latest."] }
    return removes ? [] : ["To remove them, run this again with --yes."]
  }
}
