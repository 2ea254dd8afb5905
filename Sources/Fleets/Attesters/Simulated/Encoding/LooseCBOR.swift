/// CBOR as it is written, right or wrong: entries of maps stay in their order and may stand twice, lengths may be left open,
/// and octets can stand for an item. For evidence that is made up, and for requests to `/dev/nsm`, whose maps keep the order of AWS's
/// library; what is read or signed for real is `CBOR`.
package indirect enum LooseCBOR: Sendable, Hashable {
  case unsigned(UInt64)
  /// −1 − n.
  case negative(UInt64)
  case bytes([UInt8])
  case text(String)
  case array([LooseCBOR])
  case map([Entry])
  /// A map whose end is marked instead of its length (RFC 8949 §3.2.2).
  case openMap([Entry])
  case tagged(UInt64, LooseCBOR)
  case bool(Bool)
  case null
  /// These octets, whatever they are.
  case octets([UInt8])

  package struct Entry: Sendable, Hashable {
    package var key: LooseCBOR
    package var value: LooseCBOR

    package init(_ key: LooseCBOR, _ value: LooseCBOR) {
      self.key = key
      self.value = value
    }

    package init(_ key: String, _ value: LooseCBOR) { self.init(.text(key), value) }
  }

  package var octets: [UInt8] {
    switch self {
    case .unsigned(let value): Self.head(0, value)
    case .negative(let value): Self.head(1, value)
    case .bytes(let octets): Self.head(2, UInt64(octets.count)) + octets
    case .text(let text): Self.head(3, UInt64(text.utf8.count)) + Array(text.utf8)
    case .array(let items): Self.head(4, UInt64(items.count)) + items.flatMap(\.octets)
    case .map(let entries): Self.head(5, UInt64(entries.count)) + Self.octets(entries)
    case .openMap(let entries): [0xBF] + Self.octets(entries) + [0xFF]
    case .tagged(let tag, let item): Self.head(6, tag) + item.octets
    case .bool(let value): [value ? 0xF5 : 0xF4]
    case .null: [0xF6]
    case .octets(let octets): octets
    }
  }

  private static func octets(_ entries: [Entry]) -> [UInt8] { entries.flatMap { $0.key.octets + $0.value.octets } }

  /// The shortest head that holds the value.
  private static func head(_ major: UInt8, _ value: UInt64) -> [UInt8] {
    let (info, count): (UInt8, Int) =
      switch value {
      case ..<24: (UInt8(value), 0)
      case ..<0x100: (24, 1)
      case ..<0x1_0000: (25, 2)
      case ..<0x1_0000_0000: (26, 4)
      default: (27, 8)
      }
    return [major << 5 | info] + (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }
}
