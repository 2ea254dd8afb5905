import Declarations
import TLSKeys

/// Whether a host's policy record names the agent that speaks for it (`m=`).
struct AgentNaming {
  let sight: any DeclarationSight

  /// Returns when a secure policy record of `host` names one of `pins`. An answer that says no may be a stale one, so the
  /// zone's own servers are asked once more before the refusal.
  func check(_ host: HostName, names pins: [KeyDigest]) async throws(StepFailure) {
    guard Self.problem(await self.sight.policy(of: host, fresh: false), host, pins) != nil else { return }
    if let problem = Self.problem(await self.sight.policy(of: host, fresh: true), host, pins) { throw problem }
  }

  /// Why this answer does not do; nil if it does.
  static func problem(_ answer: DNSAnswer, _ host: HostName, _ pins: [KeyDigest]) -> StepFailure? {
    let name = RelationshipNames.policyOwner(host) ?? "\(host)"
    switch answer {
    case .secure(let texts, _):
      return self.problem(texts, host, pins, name)
    case .absent:
      return self.notNamed("\(host) has no policy record at \(name), so it names no agent", host)
    case .insecure:
      return self.notNamed("what \(name) says is not secure: DNSSEC does not vouch for it", host)
    case .bogus(let reason):
      return self.notNamed("what \(name) says is bogus: \(reason)", host)
    case .unreachable(let reason):
      return .unavailable("policyUnreachable", "\(name) could not be looked up: \(reason)")
    }
  }

  private static func problem(
    _ texts: [[UInt8]], _ host: HostName, _ pins: [KeyDigest], _ name: String
  ) -> StepFailure? {
    var records: [PolicyRecord] = []
    for text in texts {
      switch PolicyRecord.read(text) {
      case .notOurs: continue
      case .malformed(let reason): return self.notNamed("the policy record at \(name) is malformed: \(reason)", host)
      case .record(let record): records.append(record)
      }
    }
    guard let record = records.first, records.count == 1 else {
      let what = records.isEmpty ? "has no policy record" : "has \(records.count) policy records"
      return self.notNamed("\(host) \(what) at \(name), so it names no agent", host)
    }
    guard pins.contains(where: record.agents.contains) else {
      let what = record.agents.isEmpty ? "names no agent (no m=)" : "names another agent"
      return self.notNamed("the policy record of \(host) \(what)", host)
    }
    return nil
  }

  private static func notNamed(_ message: String, _ host: HostName) -> StepFailure {
    .refused("agentNotNamed", message, next: "The operator of \(host) runs: warifu policy set \(host)")
  }
}
