extension CBOR {
  /// The one deterministic encoding (RFC 8949 §4.2.1): shortest heads, definite lengths, map entries sorted by the octets of their
  /// encoded keys. A map made here must not have a key twice: decoders refuse it.
  public var encoded: [UInt8] {
    var octets: [UInt8] = []
    self.append(to: &octets)
    return octets
  }

  private func append(to octets: inout [UInt8]) {
    switch self {
    case .unsigned(let number): CBORHead.append(.unsigned, number, to: &octets)
    case .negative(let number): CBORHead.append(.negative, number, to: &octets)
    case .bytes(let bytes):
      CBORHead.append(.bytes, UInt64(bytes.count), to: &octets)
      octets += bytes
    case .text(let text):
      CBORHead.append(.text, UInt64(text.utf8.count), to: &octets)
      octets += text.utf8
    case .array(let items):
      CBORHead.append(.array, UInt64(items.count), to: &octets)
      for item in items { item.append(to: &octets) }
    case .map(let entries):
      CBORHead.append(.map, UInt64(entries.count), to: &octets)
      let sorted = entries.map { (key: $0.key.encoded, value: $0.value) }.sorted {
        $0.key.lexicographicallyPrecedes($1.key)
      }
      for (key, value) in sorted {
        octets += key
        value.append(to: &octets)
      }
    case .tagged(let tag, let item):
      CBORHead.append(.tag, tag, to: &octets)
      item.append(to: &octets)
    case .bool(let value): CBORHead.append(.simple, value ? Self.trueValue : Self.falseValue, to: &octets)
    case .null: CBORHead.append(.simple, Self.nullValue, to: &octets)
    }
  }

  /// Simple values (RFC 8949 §3.3).
  static let falseValue: UInt64 = 20
  static let trueValue: UInt64 = 21
  static let nullValue: UInt64 = 22
}
