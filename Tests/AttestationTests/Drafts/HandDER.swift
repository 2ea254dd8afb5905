/// DER written by hand, so that a test can write what no library would.
enum HandDER {
  static func tlv(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    var rest = content.count
    repeat {
      length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
      rest >>= 8
    } while rest > 0
    return [tag] + (content.count < 128 ? length : [0x80 | UInt8(length.count)] + length) + content
  }

  static func sequence(_ parts: [UInt8]...) -> [UInt8] { self.tlv(0x30, parts.flatMap(\.self)) }
  static func explicit(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { self.tlv(0xA0 | number, content) }
  static func octets(_ content: [UInt8]) -> [UInt8] { self.tlv(0x04, content) }
  static func bits(_ content: [UInt8], unused: UInt8 = 0) -> [UInt8] { self.tlv(0x03, [unused] + content) }
  static func ia5(_ text: String) -> [UInt8] { self.tlv(0x16, Array(text.utf8)) }
  static func utcTime(_ text: String) -> [UInt8] { self.tlv(0x17, Array(text.utf8)) }
  static func generalizedTime(_ text: String) -> [UInt8] { self.tlv(0x18, Array(text.utf8)) }
  static let true_: [UInt8] = [0x01, 0x01, 0xFF]

  static func integer(_ number: UInt64) -> [UInt8] {
    var octets: [UInt8] = []
    var rest = number
    repeat {
      octets.insert(UInt8(truncatingIfNeeded: rest), at: 0)
      rest >>= 8
    } while rest > 0
    return self.tlv(0x02, (octets[0] >= 0x80 ? [0] : []) + octets)
  }

  static func oid(_ numbers: [UInt64]) -> [UInt8] {
    self.tlv(0x06, ([numbers[0] * 40 + numbers[1]] + numbers.dropFirst(2)).flatMap(self.base128))
  }

  /// A Name with a common name only.
  static func name(_ commonName: String) -> [UInt8] {
    self.sequence(
      self.tlv(0x31, self.sequence(self.oid([2, 5, 4, 3]), self.tlv(0x0C, Array(commonName.utf8)))))
  }

  private static func base128(_ number: UInt64) -> [UInt8] {
    var octets = [UInt8(number & 0x7F)]
    var rest = number >> 7
    while rest > 0 {
      octets.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
      rest >>= 7
    }
    return octets
  }
}
