/// A domain name (RFC 1035 §3.1), at most 255 octets in wire format.
///
/// Equality, hashing and `isSubdomain(of:)` ignore the case of ASCII letters (RFC 4343); the case as written is kept.
public struct DomainName: Sendable {
  /// Wire format, uncompressed, with the final zero octet; 1–255 octets.
  public let wire: [UInt8]

  /// The root.
  public static let root = DomainName(trusted: [0])

  /// The most octets that a name has in wire format.
  public static let octetLimit = 255

  /// For wire format that was checked already.
  init(trusted wire: [UInt8]) {
    self.wire = wire
  }

  /// A name of these labels, the leftmost first, without the root's empty one.
  /// - Throws: `badLabel`, `nameTooLong`.
  public init(labels: some Sequence<[UInt8]>) throws(DNSWireError) {
    var wire: [UInt8] = []
    for label in labels {
      guard (1...63).contains(label.count) else { throw .badLabel }
      guard wire.count + label.count + 2 <= Self.octetLimit else { throw .nameTooLong }
      wire.append(UInt8(label.count))
      wire += label
    }
    wire.append(0)
    self.wire = wire
  }

  /// The labels, the leftmost first, without the root's empty one.
  public var labels: [[UInt8]] {
    var labels: [[UInt8]] = []
    var at = 0
    while wire[at] != 0 {
      let end = at + 1 + Int(wire[at])
      labels.append(Array(wire[at + 1..<end]))
      at = end
    }
    return labels
  }

  /// `wire` with ASCII letters in lower case: the canonical form of RFC 4034 §6.2.
  public var canonicalWire: [UInt8] { wire.map(asciiLowercased) }

  /// Whether this is the root.
  public var isRoot: Bool { wire.count == 1 }

  /// The name without its leftmost label; `nil` for the root.
  public var parent: DomainName? {
    isRoot ? nil : DomainName(trusted: Array(wire[(Int(wire[0]) + 1)...]))
  }

  /// Whether this is `other` or a name below it.
  public func isSubdomain(of other: DomainName) -> Bool {
    let start = wire.count - other.wire.count
    guard start >= 0 else { return false }
    var at = 0
    while at < start { at += 1 + Int(wire[at]) }
    return at == start && zip(wire[start...], other.wire).allSatisfy { asciiLowercased($0) == asciiLowercased($1) }
  }
}

extension DomainName: Hashable {
  public static func == (left: DomainName, right: DomainName) -> Bool {
    left.wire.count == right.wire.count
      && zip(left.wire, right.wire).allSatisfy { asciiLowercased($0) == asciiLowercased($1) }
  }

  public func hash(into hasher: inout Hasher) {
    for octet in wire { hasher.combine(asciiLowercased(octet)) }
  }
}

/// Length octets are at most 63 and so never letters: whole names can be folded octet by octet.
private func asciiLowercased(_ octet: UInt8) -> UInt8 {
  (0x41...0x5A).contains(octet) ? octet | 0x20 : octet
}
