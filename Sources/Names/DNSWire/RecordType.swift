/// The type of a resource record or of a question (RFC 1035 §3.2.2).
public struct RecordType: RawRepresentable, Hashable, Sendable {
  /// The number that IANA gave it.
  public let rawValue: UInt16

  /// Any number is a type, known here or not (RFC 3597).
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  private init(_ rawValue: UInt16) { self.rawValue = rawValue }

  /// A host's IPv4 address.
  public static let a = RecordType(1)
  /// A name server of a zone.
  public static let ns = RecordType(2)
  /// The name that this one is an alias of.
  public static let cname = RecordType(5)
  /// The start of a zone.
  public static let soa = RecordType(6)
  /// The name that an address belongs to.
  public static let ptr = RecordType(12)
  /// A mail exchange.
  public static let mx = RecordType(15)
  /// Text.
  public static let txt = RecordType(16)
  /// A host's IPv6 address (RFC 3596).
  public static let aaaa = RecordType(28)
  /// The place of a service (RFC 2782).
  public static let srv = RecordType(33)
  /// An alias of a whole subtree (RFC 6672).
  public static let dname = RecordType(39)
  /// EDNS (RFC 6891): in additional sections only.
  public static let opt = RecordType(41)
  /// A child zone's key, as its parent names it (RFC 4034).
  public static let ds = RecordType(43)
  /// A signature over an RRset (RFC 4034).
  public static let rrsig = RecordType(46)
  /// Proof of absence (RFC 4034).
  public static let nsec = RecordType(47)
  /// A zone's key (RFC 4034).
  public static let dnskey = RecordType(48)
  /// Proof of absence under hashed names (RFC 5155).
  public static let nsec3 = RecordType(50)
  /// How names are hashed for NSEC3 (RFC 5155).
  public static let nsec3param = RecordType(51)
  /// A key that the child asks its parent to name (RFC 7344).
  public static let cds = RecordType(59)
  /// As CDS, with the whole key (RFC 7344).
  public static let cdnskey = RecordType(60)
  /// Parameters of a service's endpoint at a host (RFC 9460).
  public static let https = RecordType(65)
  /// A transaction signature (RFC 8945): in additional sections only.
  public static let tsig = RecordType(250)
  /// In a question: a whole zone (RFC 5936).
  public static let axfr = RecordType(252)
  /// In a question: all types. In an update: the name itself (RFC 2136 §2.4, §2.5).
  public static let any = RecordType(255)
  /// The certification authorities that may issue for a name (RFC 8659).
  public static let caa = RecordType(257)
}

extension RecordType: CustomStringConvertible {
  private static let names: [RecordType: String] = [
    .a: "A", .ns: "NS", .cname: "CNAME", .soa: "SOA", .ptr: "PTR", .mx: "MX", .txt: "TXT", .aaaa: "AAAA", .srv: "SRV",
    .dname: "DNAME", .opt: "OPT", .ds: "DS", .rrsig: "RRSIG", .nsec: "NSEC", .dnskey: "DNSKEY", .nsec3: "NSEC3",
    .nsec3param: "NSEC3PARAM", .cds: "CDS", .cdnskey: "CDNSKEY", .https: "HTTPS", .tsig: "TSIG",
    .axfr: "AXFR", .any: "ANY", .caa: "CAA",
  ]

  /// The usual name, or `TYPE12345` (RFC 3597 §5).
  public var description: String { Self.names[self] ?? "TYPE\(rawValue)" }
}
