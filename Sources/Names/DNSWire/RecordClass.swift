/// The class of a record or a question (RFC 1035 §3.2.4). EDNS keeps a size in this place.
public struct RecordClass: RawRepresentable, Hashable, Sendable {
  /// The number that IANA gave it.
  public let rawValue: UInt16

  /// Any number is a class.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The Internet.
  public static let internet = RecordClass(rawValue: 1)
  /// In an update: something must not be there, or this one record goes (RFC 2136 §2.4, §2.5).
  public static let none = RecordClass(rawValue: 254)
  /// In an update: something must be there, or all of it goes (RFC 2136 §2.4, §2.5).
  public static let any = RecordClass(rawValue: 255)
}
