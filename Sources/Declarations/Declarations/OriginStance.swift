/// What is known of an origin's policy: the first name that has one decides.
public struct OriginStance: Hashable, Sendable {
  public enum Value: String, Hashable, Sendable {
    case none
    case report
    case enforce
    case unknown
  }

  public let value: Value
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
        let value = index == 0 ? policy.origin : policy.subdomains ?? policy.origin
        self.init(Value(rawValue: value.rawValue) ?? .none, scope: policy.scope, bogus: nil, reports: reports)
        return
      case .bogus(let reason):
        self.init(.unknown, scope: [], bogus: "the policy of \(sighting.host): \(reason)", reports: reports)
        return
      case .unreachable: unreachable = true
      case .nothing: continue
      }
    }
    self.init(unreachable ? .unknown : .none, scope: [], bogus: nil, reports: reports)
  }

  private init(_ value: Value, scope: Set<HopKind>, bogus: String?, reports: [String]) {
    self.value = value
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
