/// Octets as hexadecimal digits, as Intel's collateral writes them: both cases, nothing between.
package enum Hexadecimal {
  /// The octets; nil unless all are digits, and there is an even number of them.
  package static func octets(_ text: some StringProtocol) -> [UInt8]? {
    var octets: [UInt8] = []
    octets.reserveCapacity(text.utf8.count / 2)
    var high: UInt8?
    for character in text.utf8 {
      guard let digit = Self.digit(character) else { return nil }
      if let first = high {
        octets.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return high == nil ? octets : nil
  }

  /// Small letters.
  package static func text(_ octets: some Sequence<UInt8>) -> String {
    var text = ""
    for octet in octets {
      text.append(octet < 16 ? "0" : "")
      text.append(String(octet, radix: 16))
    }
    return text
  }

  /// What an ASCII character is worth as a digit.
  static func digit(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
