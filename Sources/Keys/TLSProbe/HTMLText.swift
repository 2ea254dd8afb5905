/// What encoding a page is in, as far as finding tags needs it.
enum HTMLText {
  /// The text as UTF-8 or another superset of ASCII. UTF-16, which needs a byte order mark, is converted.
  static func utf8(_ body: [UInt8]) -> [UInt8] {
    switch body.prefix(2) {
    case [0xFE, 0xFF]: self.utf16(body) { UInt16($0) << 8 | UInt16($1) }
    case [0xFF, 0xFE]: self.utf16(body) { UInt16($1) << 8 | UInt16($0) }
    default: body
    }
  }

  private static func utf16(_ body: [UInt8], _ unit: (UInt8, UInt8) -> UInt16) -> [UInt8] {
    let units = stride(from: 2, to: body.count - 1, by: 2).map { unit(body[$0], body[$0 + 1]) }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
