/// Hosts that browsers take for IPv4 addresses (WHATWG URL Standard §3.5, ends-in-a-number checker and IPv4 parser).
enum IPv4Number {
  /// The dotted address that `name` is; nil where its last label is no number.
  ///
  /// - Throws: where the last label is a number and the whole is no address: such a host is no name either.
  static func address(_ name: String) throws(URLProblem) -> String? {
    var parts = name.split(separator: ".", omittingEmptySubsequences: false)
    if parts.last?.isEmpty ?? false, parts.count > 1 { parts.removeLast() }
    guard let last = parts.last, self.isNumber(last) else { return nil }
    var numbers: [UInt64] = []
    for part in parts {
      guard numbers.count < 4, let number = self.number(part) else { throw self.problem }
      numbers.append(number)
    }
    let tail = numbers.removeLast()
    guard numbers.allSatisfy({ $0 <= 255 }), tail < 1 << UInt64(8 * (4 - numbers.count)) else { throw self.problem }
    var address = tail
    for (index, number) in numbers.enumerated() {
      address |= number << UInt64(8 * (3 - index))
    }
    return [24, 16, 8, 0].map { String(address >> UInt64($0) & 0xFF) }.joined(separator: ".")
  }

  private static let problem = URLProblem("the URL's host ends in a number and is no IPv4 address")

  private static func isNumber(_ part: Substring) -> Bool {
    !part.isEmpty && part.utf8.allSatisfy { 0x30...0x39 ~= $0 } || self.hexDigits(part) != nil
  }

  /// What follows `0x`, where these are hexadecimal digits, or nothing.
  private static func hexDigits(_ part: Substring) -> Substring? {
    guard part.lowercased().hasPrefix("0x") else { return nil }
    let digits = part.dropFirst(2)
    return digits.unicodeScalars.allSatisfy(\.properties.isASCIIHexDigit) ? digits : nil
  }

  private static func number(_ part: Substring) -> UInt64? {
    if let digits = self.hexDigits(part) { return digits.isEmpty ? 0 : self.bounded(digits, radix: 16) }
    guard part.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), !part.isEmpty else { return nil }
    return part.count > 1 && part.first == "0" ? self.bounded(part, radix: 8) : self.bounded(part, radix: 10)
  }

  /// A number that does not fit in 64 bits fits in no address either.
  private static func bounded(_ digits: Substring, radix: Int) -> UInt64? {
    UInt64(digits, radix: radix).flatMap { $0 <= UInt64(UInt32.max) ? $0 : nil }
  }
}
