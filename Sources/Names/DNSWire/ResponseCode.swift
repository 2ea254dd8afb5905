/// How a request went: the four bits of the header, with EDNS twelve (RFC 1035 §4.1.1, RFC 2136 §2.2, RFC 6891 §6.1.3).
public struct ResponseCode: RawRepresentable, Hashable, Sendable {
  /// The number that IANA gave it.
  public let rawValue: UInt16

  /// Any number is a response code.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  private init(_ rawValue: UInt16) { self.rawValue = rawValue }

  /// All went well.
  public static let noError = ResponseCode(0)
  /// The server could not read the request.
  public static let formatError = ResponseCode(1)
  /// The server failed.
  public static let serverFailure = ResponseCode(2)
  /// The name does not exist; of an update: a name that had to be in use is not.
  public static let nameError = ResponseCode(3)
  /// The server does not do this.
  public static let notImplemented = ResponseCode(4)
  /// The server will not do this.
  public static let refused = ResponseCode(5)
  /// Of an update: a name is in use that must not be.
  public static let nameExists = ResponseCode(6)
  /// Of an update: an RRset exists that must not.
  public static let rrsetExists = ResponseCode(7)
  /// Of an update: an RRset that had to exist does not, or is not as it had to be.
  public static let noSuchRRset = ResponseCode(8)
  /// The server is not authoritative for the zone, or the TSIG was not accepted.
  public static let notAuthoritative = ResponseCode(9)
  /// Of an update: a name is not in the zone.
  public static let notInZone = ResponseCode(10)
}

extension ResponseCode: CustomStringConvertible {
  private static let names = [
    "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH",
    "NOTZONE",
  ]

  /// The usual name, or `RCODE16`.
  public var description: String {
    Int(rawValue) < Self.names.count ? Self.names[Int(rawValue)] : "RCODE\(rawValue)"
  }
}
