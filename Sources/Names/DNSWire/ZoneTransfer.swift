/// A zone as a server hands it over whole (AXFR, RFC 5936), read one message after the other and signed throughout.
///
///     var transfer = ZoneTransfer(of: zone, answering: request, with: key) { $0.type == .txt }
///     for message in … { if let records = try transfer.take(message, now: now) { return records } }
public struct ZoneTransfer: Sendable {
  /// How much is taken before it is refused.
  public struct Limits: Hashable, Sendable {
    /// Octets of all messages together.
    public var octets = 256 << 20
    /// Records that are kept.
    public var records = 500_000

    /// 256 MiB and 500,000 records.
    public init() {}
  }

  private let zone: DomainName
  private let limits: Limits
  private let isKept: @Sendable (ResourceRecord) -> Bool
  private var stream: TSIGStream
  private var octets = 0
  /// The SOA record's data: with it the transfer begins and ends (RFC 5936 §2.2).
  private var start: [UInt8]?
  private var kept: [ResourceRecord] = []

  /// - Parameters:
  ///   - request: the question for `zone` and type AXFR, signed with `key`.
  ///   - isKept: which records are wanted; of the others nothing is remembered.
  public init(
    of zone: DomainName, answering request: SignedMessage, with key: TSIGKey, limits: Limits = Limits(),
    keeping isKept: @escaping @Sendable (ResourceRecord) -> Bool
  ) {
    self.zone = zone
    self.limits = limits
    self.isKept = isKept
    stream = TSIGStream(answering: request, with: key)
  }

  /// Takes the next message.
  /// - Parameter now: Unix seconds.
  /// - Returns: the records that were to be kept once the zone is complete, and all of it proved to come from the server;
  ///   `nil` while there is more to come.
  public mutating func take(_ message: [UInt8], now: UInt64) throws(ZoneTransferError) -> [ResourceRecord]? {
    octets += message.count
    guard octets <= limits.octets else { throw .tooLarge(octets: octets) }
    let answer: DNSMessage
    do throws(TSIGError) { answer = try stream.take(message, now: now) } catch { throw .signature(error) }
    guard answer.header.opcode == .query, answer.questions.allSatisfy({ $0 == Question(zone, .axfr) }) else {
      throw .malformed("it answers another question")
    }
    guard answer.responseCode == .noError else { throw .refused(answer.responseCode) }
    guard try read(answer.answers) else { return nil }
    guard stream.isProved else { throw .signature(.unsigned(.noError)) }
    return kept
  }

  /// Whether the zone ends with these records.
  private mutating func read(_ records: [ResourceRecord]) throws(ZoneTransferError) -> Bool {
    var isOver = false
    for record in records {
      guard !isOver else { throw .malformed("records follow its end") }
      guard record.name.isSubdomain(of: zone), record.recordClass == .internet else {
        throw .malformed("\(record.name) does not belong to \(zone)")
      }
      let isStart = record.type == .soa && record.name == zone
      guard let start else {
        guard isStart else { throw .malformed("it does not begin with the zone's SOA record") }
        start = record.rdata
        continue
      }
      if isStart {
        guard record.rdata == start else { throw .malformed("it ends with another SOA record than it began with") }
        isOver = true
      } else if isKept(record) {
        guard kept.count < limits.records else { throw .tooManyRecords(limits.records) }
        kept.append(record)
      }
    }
    return isOver
  }
}
