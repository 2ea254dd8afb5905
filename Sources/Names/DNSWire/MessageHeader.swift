/// The first four octets of a message: its id and flags (RFC 1035 §4.1.1).
public struct MessageHeader: Hashable, Sendable {
  /// Pairs a response with its request.
  public var id: UInt16
  /// The 16 bits that follow the id, as on the wire.
  public var flags: UInt16

  /// A header with these flags as on the wire.
  public init(id: UInt16, flags: UInt16) {
    self.id = id
    self.flags = flags
  }

  /// The header of a request.
  public init(id: UInt16, opcode: Opcode, recursionDesired: Bool = false) {
    self.init(id: id, flags: UInt16(opcode.rawValue) << 11)
    self.recursionDesired = recursionDesired
  }

  /// QR: a response, not a request.
  public var isResponse: Bool {
    get { flags & 0x8000 != 0 }
    set { set(0x8000, newValue) }
  }

  /// What is asked for.
  public var opcode: Opcode {
    get { Opcode(rawValue: UInt8(truncatingIfNeeded: flags >> 11)) }
    set { flags = flags & ~0x7800 | UInt16(newValue.rawValue) << 11 }
  }

  /// AA: the server is authoritative for the name.
  public var isAuthoritative: Bool {
    get { flags & 0x0400 != 0 }
    set { set(0x0400, newValue) }
  }

  /// TC: records are missing because they did not fit.
  public var isTruncated: Bool {
    get { flags & 0x0200 != 0 }
    set { set(0x0200, newValue) }
  }

  /// RD: the server may ask others.
  public var recursionDesired: Bool {
    get { flags & 0x0100 != 0 }
    set { set(0x0100, newValue) }
  }

  /// The four bits of the response code; `DNSMessage.responseCode` has all twelve.
  public var responseCode: ResponseCode {
    get { ResponseCode(rawValue: flags & 0xF) }
    set { flags = flags & ~0xF | newValue.rawValue & 0xF }
  }

  private mutating func set(_ bit: UInt16, _ isSet: Bool) {
    flags = isSet ? flags | bit : flags & ~bit
  }
}
