import AgentControl
import AgentStore
import Declarations
import Relationships

extension ControlDesk {
  func prune(
    zones: [String], pairs: [(origin: String, destination: String)], removes: Bool
  ) async throws(ControlError) -> PruneResult {
    var named: [HostPair] = []
    for pair in pairs { named.append(try Self.pair(pair.origin, pair.destination)) }
    let known = named
    let names = zones.map { $0.lowercased() }.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    let outcome = try await Self.asked(names.joined(separator: ", ")) { () async throws(StepFailure) in
      try await self.registrar.prune(zones: names, pairs: known, removes: removes)
    }
    var result = PruneResult()
    result.zones = outcome.searches.map { search in
      PruneResult.Zone(
        name: search.zone, isWhole: search.isWhole, names: search.names,
        problem: search.problem.map { ControlError($0, search.zone) })
    }
    result.leftOvers = outcome.leftOvers.map { found in
      PruneResult.LeftOver(
        origin: found.pair.origin.description, destination: found.pair.destination.description, owner: found.owner,
        records: found.records, isOwned: found.isOwned, isRemoved: found.isRemoved,
        failure: found.failure.map { ControlError($0, found.pair.description) })
    }
    result.problems = outcome.problems.map { ControlError($0, self.configuration.organization) }
    return result
  }
}

extension ControlError {
  init(_ failure: StepFailure, _ subject: String) {
    self.init(
      kind: failure.kind == .unavailable ? .unreachable : .refused, code: failure.code, subject: subject,
      message: failure.message, next: failure.next)
  }
}
