/// One item of CBOR (RFC 8949), as far as evidence, results and Terms use it: no floating point numbers.
public indirect enum CBOR: Sendable, Hashable {
  case unsigned(UInt64)
  /// −1 − n (RFC 8949 §3.1, major type 1).
  case negative(UInt64)
  case bytes([UInt8])
  case text(String)
  case array([CBOR])
  /// In the order of the octets, or as given; the encoder sorts.
  case map([Entry])
  case tagged(UInt64, CBOR)
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
