import Foundation

/// Lists of short texts in one column, as a JSON array.
enum TextList {
  static func encode(_ texts: [String]) throws -> String {
    String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)
  }

  /// nil when it is none.
  static func decode(_ text: String) -> [String]? {
    try? JSONDecoder().decode([String].self, from: Data(text.utf8))
  }
}
