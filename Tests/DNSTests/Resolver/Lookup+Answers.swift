import DNS

extension Lookup {
  var isSecureRecords: Bool {
    if case .records(_, _, secure: true) = self { true } else { false }
  }

  var isSecureAbsence: Bool {
    if case .absent(_, _, secure: true) = self { true } else { false }
  }

  /// With the TTL that the test zones publish, where a second or two of it passed before the answer was whole: a resolver
  /// counts in whole seconds from the arrival of each RRset, and an alias or a key may take it over the turn of one.
  var withPublishedTTL: Lookup {
    func published(_ ttl: UInt32) -> UInt32 { [5, 60, 300].first { $0 >= ttl && $0 - ttl <= 2 } ?? ttl }
    return switch self {
    case .records(let data, let ttl, let secure): .records(data, ttl: published(ttl), secure: secure)
    case .absent(let kind, let ttl, let secure): .absent(kind: kind, ttl: published(ttl), secure: secure)
    case .bogus, .unreachable: self
    }
  }
}
