/// One item of CBOR (RFC 8949), as far as evidence, results and Terms use it: no floating point numbers.
///
/// Two items are equal when their deterministic encodings are: the order of a map's entries makes no difference, and two
/// texts are equal only octet by octet, however alike they look.
public enum CBOR: Sendable {
  case unsigned(UInt64)
  /// −1 − n (RFC 8949 §3.1, major type 1).
  case negative(UInt64)
  case bytes([UInt8])
  case text(String)
  case array([CBOR])
  /// In the order of the octets, or as given; the encoder sorts.
  case map([Entry])
  indirect case tagged(UInt64, CBOR)
  case bool(Bool)
  case null

  public struct Entry: Sendable, Hashable {
    public let key: CBOR
    public let value: CBOR

    public init(_ key: CBOR, _ value: CBOR) {
      self.key = key
      self.value = value
    }
  }
}

extension CBOR: Hashable {
  public static func == (left: Self, right: Self) -> Bool { left.encoded == right.encoded }

  public func hash(into hasher: inout Hasher) { hasher.combine(self.encoded) }
}
