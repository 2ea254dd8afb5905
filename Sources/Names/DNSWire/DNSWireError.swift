/// Why a name, a message or a part of one could not be read or written.
public enum DNSWireError: Error, Hashable, Sendable {
  /// A name in presentation format that is none; `text` is the name as it was given.
  case badName(text: String, reason: String)
  /// More than 255 octets in wire format (RFC 1035 §2.3.4).
  case nameTooLong
  /// A label of none or more than 63 octets (RFC 1035 §2.3.4).
  case badLabel
  /// The octets end in the middle of something that begins before or at `offset`.
  case truncated(offset: Int)
  /// A compression pointer at `offset` that does not point backwards to a name, or too many of them (RFC 1035 §4.1.4).
  case badPointer(offset: Int)
  /// Octets are left behind the last record.
  case trailingOctets(count: Int)
  /// A message of more than 65,535 octets, or RDATA of as many.
  case tooLarge(octets: Int)
  /// Anything else that is not as its RFC says.
  case malformed(String)
}

extension DNSWireError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badName(let text, let reason): "'\(text.prefix(300))' is not a domain name: \(reason)"
    case .nameTooLong: "the domain name has more than 255 octets"
    case .badLabel: "a label of a domain name has no octets or more than 63"
    case .truncated(let offset): "the DNS message ends too early, near octet \(offset)"
    case .badPointer(let offset): "the DNS message has a bad compression pointer at octet \(offset)"
    case .trailingOctets(let count): "the DNS message is followed by \(count) octets that belong to nothing"
    case .tooLarge(let octets): "\(octets) octets do not fit into a DNS message, which holds 65535"
    case .malformed(let reason): "the DNS message is malformed: \(reason)"
    }
  }
}
