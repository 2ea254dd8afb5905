/// What a client keeps of a host's policy from the last time it saw it securely.
public struct RememberedPolicy: Hashable, Sendable, Codable {
  /// As in the record's `p`, `sp`, `in` and `sc`, in the record's own words.
  public let origin: String
  public let subdomains: String?
  public let destination: String
  public let scope: [String]
  /// Unix seconds until which it is remembered.
  public let until: Int64

  public init(_ record: PolicyRecord, now: Int64) {
    self.origin = record.origin.rawValue
    self.subdomains = record.subdomains?.rawValue
    self.destination = record.destination.rawValue
    self.scope = record.scope.map(\.rawValue).sorted()
    self.until = now + record.maximumAge
  }

  /// The policy as a record without agents; nil where the stored words are none that a record could hold.
  var record: PolicyRecord? {
    guard let origin = PolicyRecord.OriginPolicy(rawValue: self.origin),
      let destination = PolicyRecord.DestinationPolicy(rawValue: self.destination)
    else { return nil }
    let scope = Set(self.scope.compactMap(HopKind.init(rawValue:)))
    guard !scope.isEmpty else { return nil }
    return PolicyRecord(
      origin: origin, subdomains: self.subdomains.flatMap(PolicyRecord.OriginPolicy.init(rawValue:)),
      destination: destination, scope: scope)
  }
}
