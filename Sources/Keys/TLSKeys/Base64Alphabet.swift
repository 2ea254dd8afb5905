/// One of the two alphabets of RFC 4648, without padding: PEM's and the one for URLs differ in two characters.
struct Base64Alphabet: Sendable {
  static let standard = Base64Alphabet(last: "+/")
  static let urlSafe = Base64Alphabet(last: "-_")

  private let characters: [UInt8]
  /// The six bits of each octet value, 255 where it is no character of the alphabet.
  private let values: [UInt8]

  private init(last: String) {
    self.characters = Array(("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + last).utf8)
    var values = [UInt8](repeating: 255, count: 256)
    for (value, character) in self.characters.enumerated() {
      values[Int(character)] = UInt8(value)
    }
    self.values = values
  }

  func encode(_ octets: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((octets.count * 4 + 2) / 3)
    var buffer: UInt32 = 0
    var bits = 0
    for octet in octets {
      buffer = (buffer << 8 | UInt32(octet)) & 0xFFFF
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(self.characters[Int(buffer >> UInt32(bits) & 0x3F)])
      }
    }
    if bits > 0 {
      text.append(self.characters[Int(buffer << UInt32(6 - bits) & 0x3F)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil for any foreign character, an impossible length, or trailing bits that are not zero.
  func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    var octets: [UInt8] = []
    octets.reserveCapacity(text.count * 3 / 4)
    var buffer: UInt32 = 0
    var bits = 0
    for character in text {
      let value = self.values[Int(character)]
      guard value != 255 else { return nil }
      buffer = (buffer << 6 | UInt32(value)) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        octets.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    // Six bits left over mean a lone last character; the others must be the zeros that `encode` adds.
    guard bits < 6, buffer & (1 << UInt32(bits) - 1) == 0 else { return nil }
    return octets
  }
}
