import TLSKeys

/// Octets of ASN.1 in DER (ITU-T X.690), as certificates need them.
enum DERWriter {
  static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    guard content.count >= 0x80 else { return [tag, UInt8(content.count)] + content }
    var length: [UInt8] = []
    var rest = content.count
    while rest > 0 {
      length.insert(UInt8(rest & 0xFF), at: 0)
      rest >>= 8
    }
    return [tag, 0x80 | UInt8(length.count)] + length + content
  }

  static func sequence(_ parts: [UInt8]...) -> [UInt8] { self.element(0x30, parts.flatMap(\.self)) }
  static func sequence(of parts: [[UInt8]]) -> [UInt8] { self.element(0x30, parts.flatMap(\.self)) }
  static func set(_ part: [UInt8]) -> [UInt8] { self.element(0x31, part) }
  /// `[tag]`, EXPLICIT.
  static func tagged(_ tag: UInt8, _ part: [UInt8]) -> [UInt8] { self.element(0xA0 | tag, part) }
  static func octetString(_ octets: [UInt8]) -> [UInt8] { self.element(0x04, octets) }
  static func boolean(_ value: Bool) -> [UInt8] { [0x01, 0x01, value ? 0xFF : 0x00] }
  static func utf8(_ text: String) -> [UInt8] { self.element(0x0C, Array(text.utf8)) }
  static func ia5(_ text: String) -> [UInt8] { self.element(0x16, Array(text.utf8)) }
  static func enumerated(_ value: UInt8) -> [UInt8] { [0x0A, 0x01, value] }
  static let null: [UInt8] = [0x05, 0x00]

  /// - Parameter unused: bits at the end that do not count.
  static func bitString(_ octets: [UInt8], unused: UInt8 = 0) -> [UInt8] { self.element(0x03, [unused] + octets) }

  static func integer(_ value: UInt64) -> [UInt8] {
    self.integer(octets: (0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) })
  }

  /// A number that is not negative, most significant octet first.
  static func integer(octets: [UInt8]) -> [UInt8] {
    let shortest = Array(octets.drop { $0 == 0 })
    guard let first = shortest.first else { return [0x02, 0x01, 0x00] }
    return self.element(0x02, (first & 0x80 == 0 ? [] : [0]) + shortest)
  }

  static func identifier(_ arcs: [UInt64]) -> [UInt8] {
    guard arcs.count >= 2 else { return self.element(0x06, []) }
    return self.element(0x06, ([arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)).flatMap(self.base128))
  }

  /// Unix seconds: UTCTime until 2049, GeneralizedTime after (RFC 5280 §4.1.2.5).
  static func time(_ seconds: Int64) -> [UInt8] {
    let digits = Array(TimeText.utc(seconds).filter(\.isNumber).utf8)
    let isShort = (-631_152_000..<2_524_608_000).contains(seconds)
    return self.element(isShort ? 0x17 : 0x18, Array(digits.dropFirst(isShort ? 2 : 0)) + Array("Z".utf8))
  }

  private static func base128(_ arc: UInt64) -> [UInt8] {
    var octets = [UInt8(arc & 0x7F)]
    var rest = arc >> 7
    while rest > 0 {
      octets.insert(0x80 | UInt8(rest & 0x7F), at: 0)
      rest >>= 7
    }
    return octets
  }
}
