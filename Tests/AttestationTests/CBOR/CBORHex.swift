/// Octets as the RFCs and these tests write them: hexadecimal digits, blanks between them as one likes.
enum CBORHex {
  static func octets(_ text: String) -> [UInt8] {
    let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
