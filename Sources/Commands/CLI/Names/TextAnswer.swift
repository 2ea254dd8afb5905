import DNS
import DNSWire
import Declarations
import HopVerifier

/// What the DNS said about the TXT records at one name, as documents show it.
struct TextAnswer: Sendable {
  enum State: String, Encodable, Sendable {
    case secure, insecure, absent, bogus, unreachable
  }

  let owner: String
  let state: State
  /// Why it is bogus or could not be had.
  let reason: String?
  /// Seconds; nil where nothing was learnt.
  let ttl: UInt32?
  /// The octets of each record, its strings joined.
  let texts: [[UInt8]]
  /// As the rules see it.
  let answer: DNSAnswer

  static func ask(_ owner: String, _ names: any NameLookup, deadline: Duration) async throws -> TextAnswer {
    TextAnswer(owner: owner, await names.lookup(try DomainName(owner), .txt, deadline: deadline))
  }

  init(owner: String, _ lookup: Lookup) {
    self.owner = owner
    switch lookup {
    case .records(let rdata, let ttl, let secure):
      let texts = rdata.map { (try? TXTData.join($0)) ?? [] }
      self.texts = texts
      (self.state, self.reason, self.ttl) = (secure ? .secure : .insecure, nil, ttl)
      self.answer = secure ? .secure(texts, ttl: ttl) : .insecure
    case .absent(_, let ttl, let secure):
      self.texts = []
      (self.state, self.reason, self.ttl) = (secure ? .absent : .insecure, nil, ttl)
      self.answer = secure ? .absent(ttl: ttl) : .insecure
    case .bogus(let reason):
      self.texts = []
      (self.state, self.reason, self.ttl) = (.bogus, reason, nil)
      self.answer = .bogus(reason: reason)
    case .unreachable(let reason):
      self.texts = []
      (self.state, self.reason, self.ttl) = (.unreachable, reason, nil)
      self.answer = .unreachable(reason: reason)
    }
  }

  /// The exit code where the answer itself decides; nil for a secure one.
  var outcome: Outcome? {
    switch self.state {
    case .secure, .absent: nil
    case .insecure: .insecure
    case .bogus: .malformed
    case .unreachable: .unknown
    }
  }

  /// What the answer is, for a person.
  var line: Line {
    switch self.state {
    case .secure: "\(symbol: .good) \(self.owner, .strong)  \("secure", .good), TTL \(self.ttl ?? 0) s"
    case .absent: "\(symbol: .warning) \(self.owner, .strong)  \("absent", .warning), securely so"
    case .insecure:
      "\(symbol: .unknown) \(self.owner, .strong)  \("insecure", .warning): DNSSEC does not vouch for this answer"
    case .bogus: "\(symbol: .bad) \(self.owner, .strong)  \("bogus", .bad): \(self.reason ?? "")"
    case .unreachable: "\(symbol: .unknown) \(self.owner, .strong)  \("unreachable", .warning): \(self.reason ?? "")"
    }
  }
}
