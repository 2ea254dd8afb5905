public import TLSKeys

/// One TXT record at `_m2dmrt.<host>`: what the host wants clients and agents to do.
public struct PolicyRecord: Hashable, Sendable {
  /// What becomes of a hop in scope that is not verified.
  public enum OriginPolicy: String, Hashable, Sendable, CaseIterable {
    case none
    case report
    case enforce
  }

  /// Whether users may be sent here without a declaration.
  public enum DestinationPolicy: String, Hashable, Sendable, CaseIterable {
    case none
    case require
  }

  /// How long clients remember a policy when the record does not say: 7 days, in seconds.
  public static let defaultMaximumAge: Int64 = 604_800
  /// The longest time a client is asked to remember: 365 days, in seconds.
  public static let longestMaximumAge: Int64 = 31_536_000

  /// The most agents that a record names.
  public static let maximumAgents = 16

  /// For hops from this host.
  public var origin: OriginPolicy
  /// For hops from names below this host; nil is as ``origin``.
  public var subdomains: OriginPolicy?
  /// For hops to this host.
  public var destination: DestinationPolicy
  /// The kinds of hop that ``origin`` (for hops from here) and ``destination`` (for hops to here) cover.
  public var scope: Set<HopKind>
  /// Digests of the agents that may speak for this host: none, or 1–16.
  public var agents: [KeyDigest]
  /// Seconds for which clients remember, 0 to 31,536,000.
  public var maximumAge: Int64

  public init(
    origin: OriginPolicy = .none, subdomains: OriginPolicy? = nil, destination: DestinationPolicy = .none,
    scope: Set<HopKind> = HopKind.defaultScope, agents: [KeyDigest] = [], maximumAge: Int64 = Self.defaultMaximumAge
  ) {
    self.origin = origin
    self.subdomains = subdomains
    self.destination = destination
    self.scope = scope
    self.agents = agents
    self.maximumAge = maximumAge
  }

  /// The TXT octets; defaults are left out.
  public var text: String {
    var tags = ["v=M2DMRT1"]
    if self.origin != .none { tags.append("p=\(self.origin.rawValue)") }
    if let subdomains = self.subdomains { tags.append("sp=\(subdomains.rawValue)") }
    if self.destination != .none { tags.append("in=\(self.destination.rawValue)") }
    if self.scope != HopKind.defaultScope {
      tags.append("sc=" + HopKind.allCases.filter(self.scope.contains).map(\.rawValue).joined(separator: ","))
    }
    if !self.agents.isEmpty { tags.append("m=" + self.agents.map(\.base64URL).joined(separator: ",")) }
    if self.maximumAge != Self.defaultMaximumAge { tags.append("max=\(self.maximumAge)") }
    return tags.joined(separator: "; ")
  }
}
