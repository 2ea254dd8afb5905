/// Reads one JSON string after its first quotation mark (RFC 8259 §7).
struct JSONTextReader {
  private let octets: [UInt8]
  private let check: String
  /// After ``text()``: the first octet after the string.
  private(set) var position: Int

  init(_ octets: [UInt8], from position: Int, check: String) {
    self.octets = octets
    self.position = position
    self.check = check
  }

  mutating func text() throws(EvidenceError) -> String {
    var text: [UInt8] = []
    while true {
      switch try self.take() {
      case UInt8(ascii: "\""):
        guard let text = String(validating: text, as: UTF8.self) else { throw self.malformed("is not UTF-8") }
        return text
      case UInt8(ascii: "\\"): text += try self.escaped()
      case 0..<0x20: throw self.malformed("has a control character")
      case let octet: text.append(octet)
      }
    }
  }

  private mutating func escaped() throws(EvidenceError) -> [UInt8] {
    switch try self.take() {
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "u"): return try self.scalar()
    case let octet where [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/")].contains(octet): return [octet]
    default: throw self.malformed("has an escape that there is none of")
    }
  }

  /// One scalar as UTF-8: of two escapes where the first is the high half of a surrogate pair.
  private mutating func scalar() throws(EvidenceError) -> [UInt8] {
    var value = try self.unit()
    if (0xD800..<0xDC00).contains(value) {
      guard try self.take() == UInt8(ascii: "\\"), try self.take() == UInt8(ascii: "u") else {
        throw self.malformed("has half a surrogate pair")
      }
      let low = try self.unit()
      guard (0xDC00..<0xE000).contains(low) else { throw self.malformed("has half a surrogate pair") }
      value = 0x1_0000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw self.malformed("has half a surrogate pair") }
    return Array(Character(scalar).utf8)
  }

  /// Four hexadecimal digits.
  private mutating func unit() throws(EvidenceError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Hexadecimal.digit(try self.take()) else {
        throw self.malformed("has an escape that there is none of")
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private mutating func take() throws(EvidenceError) -> UInt8 {
    guard self.position < self.octets.count else { throw self.malformed("has no end") }
    defer { self.position += 1 }
    return self.octets[self.position]
  }

  private func malformed(_ message: String) -> EvidenceError {
    .malformed(self.check, "a JSON string \(message), at octet \(self.position)")
  }
}
