import DNS
import DNSWire
import Declarations

extension DNSAnswer {
  /// The rules' view of a TXT lookup.
  init(_ lookup: Lookup) {
    switch lookup {
    case .records(let rdata, let ttl, let secure):
      guard secure else {
        self = .insecure
        return
      }
      // Strings that run past their record never come from a validator; such a record is as good as garbage.
      self = .secure(rdata.map { (try? TXTData.join($0)) ?? [] }, ttl: ttl)
    case .absent(_, let ttl, let secure): self = secure ? .absent(ttl: ttl) : .insecure
    case .bogus(let reason): self = .bogus(reason: reason)
    case .unreachable(let reason): self = .unreachable(reason: reason)
    }
  }
}
