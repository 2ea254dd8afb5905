/// What is known of an origin's policy: the first name that has one decides.
public struct OriginStance: Hashable, Sendable {
  public enum Value: String, Hashable, Sendable {
    case none
    case report
    case enforce
    case unknown
  }

  public let value: Value
  /// The name whose record decided; nil where none did.
  public let decider: HostName?
  /// The kinds of hop that ``value`` covers.
  public let scope: Set<HopKind>
  /// Why a policy answer was bogus, where no nearer name had decided.
  public let bogus: String?
  /// What a person should hear: policies passed over, or not to be had.
  public let reports: [String]

  /// - Parameter sightings: of the host and then of its parents, nearest first (``RelationshipNames/policyHosts(_:)``).
  public init(_ sightings: [PolicySighting]) {
    var reports: [String] = []
    var unreachable = false
    for (index, sighting) in sightings.enumerated() {
      let (finding, report) = sighting.finding()
      if let report { reports.append(report) }
      switch finding {
      case .policy(let policy):
        self.init(
          Self.value(policy, isOwn: index == 0), by: sighting.host, scope: policy.scope, bogus: nil, reports: reports)
        return
      case .bogus(let reason, let kept):
        self.init(
          kept.map { Self.value($0, isOwn: index == 0) } ?? .unknown, by: kept.map { _ in sighting.host },
          scope: kept?.scope ?? [],
          bogus: "the policy of \(sighting.host): \(reason)", reports: reports)
        return
      case .unreachable: unreachable = true
      case .nothing: continue
      }
    }
    self.init(unreachable ? .unknown : .none, by: nil, scope: [], bogus: nil, reports: reports)
  }

  /// From a parent only what it says for the names below it counts.
  private static func value(_ policy: PolicyRecord, isOwn: Bool) -> Value {
    let value = isOwn ? policy.origin : policy.subdomains ?? policy.origin
    return Value(rawValue: value.rawValue) ?? .none
  }

  private init(_ value: Value, by decider: HostName?, scope: Set<HopKind>, bogus: String?, reports: [String]) {
    self.value = value
    self.decider = decider
    self.scope = scope
    self.bogus = bogus
    self.reports = reports
  }

  /// Whether a hop of these kinds that is not verified must be stopped.
  public func enforces(_ kinds: Set<HopKind>) -> Bool {
    self.value == .enforce && !self.scope.isDisjoint(with: kinds)
  }

  /// Whether a hop of these kinds that is not verified is to be warned of.
  public func reports(_ kinds: Set<HopKind>) -> Bool {
    self.value == .report && !self.scope.isDisjoint(with: kinds)
  }
}
