/// What a message asks for (RFC 1035 §4.1.1): four bits.
public struct Opcode: RawRepresentable, Hashable, Sendable {
  /// 0–15.
  public let rawValue: UInt8

  /// Only the lower four bits are kept.
  public init(rawValue: UInt8) { self.rawValue = rawValue & 0xF }

  /// An ordinary question.
  public static let query = Opcode(rawValue: 0)
  /// A change of a zone's contents (RFC 2136).
  public static let update = Opcode(rawValue: 5)
}
