extension CBOR {
  /// An integer of either sign.
  public static func int(_ value: Int64) -> Self {
    value < 0 ? .negative(UInt64(~value)) : .unsigned(UInt64(value))
  }

  /// The number, where this is an integer that an Int64 holds.
  public var integer: Int64? {
    switch self {
    case .unsigned(let number): Int64(exactly: number)
    case .negative(let number): Int64(exactly: number).map { ~$0 }
    default: nil
    }
  }

  /// The octets of a byte string.
  public var octets: [UInt8]? { if case .bytes(let octets) = self { octets } else { nil } }
  public var string: String? { if case .text(let text) = self { text } else { nil } }
  /// The items of an array.
  public var items: [CBOR]? { if case .array(let items) = self { items } else { nil } }
  /// The entries of a map.
  public var entries: [Entry]? { if case .map(let entries) = self { entries } else { nil } }

  /// The value of a map's entry with this text as its key, compared octet by octet.
  public subscript(_ key: String) -> CBOR? {
    self.entries?.first { $0.key.string.map { $0.utf8.elementsEqual(key.utf8) } ?? false }?.value
  }

  /// The value of a map's entry with this integer as its key.
  public subscript(_ key: Int64) -> CBOR? { self.entries?.first { $0.key.integer == key }?.value }
}
