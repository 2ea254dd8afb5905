import TLSKeys

extension PolicyRecord {
  /// Reads the octets of one TXT record (its strings joined without separator) found at `_m2dmrt.<host>`.
  public static func read(_ octets: [UInt8]) -> RecordReading<PolicyRecord> {
    switch TagList.read(octets) {
    case .notOurs: return .notOurs
    case .malformed(let reason): return .malformed(reason: reason)
    case .tags(let tags): return Self.read(tags)
    }
  }

  private static func read(_ tags: TagList) -> RecordReading<PolicyRecord> {
    if tags["s"] != nil || tags["t"] != nil {
      return .malformed(reason: "it has the tags of a declaration, which does not stand at a policy's name")
    }
    var policy = PolicyRecord()
    if let value = tags["p"] {
      guard let origin = OriginPolicy(rawValue: value) else {
        return .malformed(reason: "p is not none, report or enforce")
      }
      policy.origin = origin
    }
    if let value = tags["sp"] {
      guard let below = OriginPolicy(rawValue: value) else {
        return .malformed(reason: "sp is not none, report or enforce")
      }
      policy.subdomains = below
    }
    if let value = tags["in"] {
      guard let inward = DestinationPolicy(rawValue: value) else {
        return .malformed(reason: "in is not none or require")
      }
      policy.destination = inward
    }
    if let value = tags["sc"] {
      policy.scope = Self.scope(value)
      guard !policy.scope.isEmpty else { return .malformed(reason: "sc names no known kind of hop") }
    }
    if let value = tags["m"] {
      guard let agents = TagValue.digests(value) else {
        return .malformed(reason: "m is not a list of 1 to 16 digests")
      }
      policy.agents = agents
    }
    if let value = tags["max"] {
      guard let age = TagValue.integer(value), age <= Self.longestMaximumAge else {
        return .malformed(reason: "max is not an integer from 0 to \(Self.longestMaximumAge)")
      }
      policy.maximumAge = age
    }
    return .record(policy)
  }

  private static func scope(_ value: String) -> Set<HopKind> {
    let words = Array(value.utf8).split(separator: UInt8(ascii: ","))
    return Set(words.compactMap { HopKind(rawValue: String(decoding: TagList.trimmed($0), as: UTF8.self)) })
  }
}
