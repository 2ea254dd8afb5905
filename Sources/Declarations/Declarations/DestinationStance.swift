/// What is known of a destination's policy; only its own name's record counts.
public struct DestinationStance: Hashable, Sendable {
  public enum Value: String, Hashable, Sendable {
    case none
    case require
    case unknown
  }

  public let value: Value
  /// The kinds of hop that ``value`` covers.
  public let scope: Set<HopKind>
  /// Why the policy answer was bogus.
  public let bogus: String?
  /// What a person should hear: a policy passed over, or not to be had.
  public let reports: [String]

  /// - Parameter sighting: of the destination's own name; nil where it has none (an IP literal).
  public init(_ sighting: PolicySighting?) {
    guard let sighting else {
      self.init(value: .none)
      return
    }
    let (finding, report) = sighting.finding()
    let reports = report.map { [$0] } ?? []
    switch finding {
    case .policy(let policy):
      self.init(value: Self.value(policy), scope: policy.scope, reports: reports)
    case .bogus(let reason, let kept):
      self.init(
        value: kept.map(Self.value) ?? .unknown, scope: kept?.scope ?? [],
        bogus: "the policy of \(sighting.host): \(reason)", reports: reports)
    case .unreachable: self.init(value: .unknown, reports: reports)
    case .nothing: self.init(value: .none, reports: reports)
    }
  }

  private static func value(_ policy: PolicyRecord) -> Value { policy.destination == .require ? .require : .none }

  private init(value: Value, scope: Set<HopKind> = [], bogus: String? = nil, reports: [String] = []) {
    self.value = value
    self.scope = scope
    self.bogus = bogus
    self.reports = reports
  }

  /// Whether nobody may be sent here by a hop of these kinds without a verified declaration.
  public func requires(_ kinds: Set<HopKind>) -> Bool {
    self.value == .require && !self.scope.isDisjoint(with: kinds)
  }
}
