import DNSWire
@testable import ZoneHealth

/// Answers for a server that no test has, by whether a name lies within the fence.
struct ScriptedProbe: NameProbe {
  var outside: (admission: ProbeOutcome, trial: ProbeOutcome)
  var inside: (admission: ProbeOutcome, trial: ProbeOutcome)

  func admission(at name: DomainName) async -> ProbeOutcome { self.place(name).admission }
  func trial(at name: DomainName) async -> ProbeOutcome { self.place(name).trial }

  private func place(_ name: DomainName) -> (admission: ProbeOutcome, trial: ProbeOutcome) {
    name.description.contains("_m2dmrt") ? self.inside : self.outside
  }
}
