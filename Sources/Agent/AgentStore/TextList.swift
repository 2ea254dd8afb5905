import Foundation

/// Lists of short texts in one column, as a JSON array (RFC 8259).
enum TextList {
  private static let encoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return encoder
  }()

  static func encode(_ texts: [String]) throws -> String {
    texts.isEmpty ? "[]" : String(decoding: try self.encoder.encode(texts), as: UTF8.self)
  }

  /// nil when it is none.
  static func decode(_ text: String) -> [String]? {
    if text == "[]" { return [] }
    return self.plain(text) ?? (try? JSONDecoder().decode([String].self, from: Data(text.utf8)))
  }

  /// Where nothing is escaped every quotation mark begins or ends a text. So it is in nearly all there is, and a decoder takes many
  /// times as long.
  private static func plain(_ text: String) -> [String]? {
    guard !text.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 < 0x20 }) else { return nil }
    let parts = text.utf8.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    guard parts.count >= 3, parts.count % 2 == 1 else { return nil }
    var texts: [String] = []
    for (index, part) in parts.enumerated() {
      let mark =
        switch index {
        case 0: "["
        case parts.count - 1: "]"
        default: ","
        }
      if index % 2 == 1 { texts.append(String(Substring(part))) } else if !part.elementsEqual(mark.utf8) { return nil }
    }
    return texts
  }
}
