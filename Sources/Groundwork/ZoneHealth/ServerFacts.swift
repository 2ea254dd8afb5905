import DNS
import DNSWire

/// What one server said about the zone.
struct ServerFacts: Sendable {
  typealias Answer = Result<DNSMessage, ServerQueryError>

  let server: ServerAddress
  /// Whether the agent's file names it; else it was found among the zone's NS records.
  let isConfigured: Bool
  let start: Answer
  let startOverTCP: Answer
  let keys: Answer
  let parameters: Answer
  let nameservers: Answer
  /// To the question for a name that nobody has.
  let denial: Answer
  let records: [DomainName: Answer]
}

extension ServerFacts {
  /// The zone's SOA, where the server is authoritative for the zone.
  func soa(_ zone: DomainName) -> (data: SOAData, ttl: UInt32)? {
    for case .success(let message) in [self.start, self.startOverTCP] where message.header.isAuthoritative {
      if let record = message.answers(zone, .soa).first, let data = try? SOAData(record.rdata) {
        return (data, record.ttl)
      }
    }
    return nil
  }

  /// The zone's keys as the server has them, in the order of their octets; nil where it did not say.
  func keyData(_ zone: DomainName) -> [DNSKEYData]? {
    guard let message = try? self.keys.get(), message.header.isAuthoritative else { return nil }
    return message.answers(zone, .dnskey).compactMap { try? DNSKEYData($0.rdata) }
      .sorted { $0.rdata.lexicographicallyPrecedes($1.rdata) }
  }

  /// The TXT records at a name, in the order of their octets; nil where the server did not say.
  func texts(_ owner: DomainName) -> [[UInt8]]? {
    guard let message = try? self.records[owner]?.get(), message.header.isAuthoritative,
      [.noError, .nameError].contains(message.responseCode)
    else { return nil }
    return message.answers(owner, .txt).map(\.rdata).sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Everything that came.
  var messages: [DNSMessage] {
    ([self.start, self.startOverTCP, self.keys, self.parameters, self.nameservers, self.denial]
      + self.records.sorted { $0.key.description < $1.key.description }.map(\.value))
      .compactMap { try? $0.get() }
  }

  /// Why nothing at all came, neither over UDP nor over TCP; nil where something did.
  var silence: ServerQueryError? {
    guard case .failure(let error) = self.start, case .failure = self.startOverTCP else { return nil }
    return error
  }

  /// Whether the server answers queries with EDNS as one that knows EDNS does (RFC 6891 §7).
  var knowsEDNS: Bool {
    guard let message = try? self.start.get() else { return true }
    return (try? message.edns()) != nil
  }
}
