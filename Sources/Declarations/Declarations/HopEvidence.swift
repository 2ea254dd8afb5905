/// Everything that the verdict about one hop rests on.
public struct HopEvidence: Sendable {
  /// Where the declaration was looked for.
  public enum DeclarationAnswer: Hashable, Sendable {
    case answer(DNSAnswer)
    /// The owner name would have more than 253 octets, so no declaration can exist.
    case nameTooLong
    /// An end is an IP literal and has no name.
    case noName
  }

  /// The two host names; nil where an end is an IP literal.
  public let pair: (origin: HostName, destination: HostName)?
  public let kinds: Set<HopKind>
  public let origin: HopEnd
  public let destination: HopEnd
  public let declaration: DeclarationAnswer
  /// The origin's policy record and its parents', nearest first; none for an IP literal.
  public let originPolicies: [PolicySighting]
  /// The destination's own policy record; nil for an IP literal.
  public let destinationPolicy: PolicySighting?

  public init(
    pair: (origin: HostName, destination: HostName)?, kinds: Set<HopKind>, origin: HopEnd, destination: HopEnd,
    declaration: DeclarationAnswer, originPolicies: [PolicySighting], destinationPolicy: PolicySighting?
  ) {
    self.pair = pair
    self.kinds = kinds
    self.origin = origin
    self.destination = destination
    self.declaration = declaration
    self.originPolicies = originPolicies
    self.destinationPolicy = destinationPolicy
  }

  /// What this evidence teaches a memory of policies.
  public func memoryChanges(now: Int64) -> [PolicyMemoryChange] {
    (self.originPolicies + (self.destinationPolicy.map { [$0] } ?? [])).compactMap { $0.memoryChange(now: now) }
  }
}
