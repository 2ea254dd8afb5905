/// A DNS message (RFC 1035 §4). In an update the four sections are zone, prerequisites, changes and additional data
/// (RFC 2136 §2).
public struct DNSMessage: Hashable, Sendable {
  /// The id and flags.
  public var header: MessageHeader
  /// What is asked.
  public var questions: [Question]
  /// The records that answer.
  public var answers: [ResourceRecord]
  /// The records that point to an authority, or prove absence.
  public var authorities: [ResourceRecord]
  /// Everything else, EDNS and TSIG among it.
  public var additionals: [ResourceRecord]

  /// The most octets that a message has: TCP gives its length in 16 bits (RFC 1035 §4.2.2).
  public static let octetLimit = 65535

  static let headerLength = 12

  /// A message of these parts.
  public init(
    header: MessageHeader, questions: [Question] = [], answers: [ResourceRecord] = [],
    authorities: [ResourceRecord] = [], additionals: [ResourceRecord] = []
  ) {
    self.header = header
    self.questions = questions
    self.answers = answers
    self.authorities = authorities
    self.additionals = additionals
  }

  /// A query with one question, and EDNS where a size is given.
  public static func query(
    id: UInt16, _ question: Question, recursionDesired: Bool = false, edns: EDNS? = nil
  ) -> DNSMessage {
    DNSMessage(
      header: MessageHeader(id: id, opcode: .query, recursionDesired: recursionDesired), questions: [question],
      additionals: edns.map { [$0.record] } ?? [])
  }

  /// All twelve bits of the response code: the header's and those of EDNS (RFC 6891 §6.1.3).
  public var responseCode: ResponseCode {
    guard let record = additionals.first(where: { $0.type == .opt }) else { return header.responseCode }
    return ResponseCode(rawValue: UInt16(record.ttl >> 24) << 4 | header.responseCode.rawValue)
  }

  /// The answers of one name and type, signatures and aliases left out.
  public func answers(_ name: DomainName, _ type: RecordType) -> [ResourceRecord] {
    answers.filter { $0.name == name && $0.type == type }
  }
}
