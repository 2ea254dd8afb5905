import Foundation

extension URLHost {
  /// The A-labels of a name with other characters than ASCII (UTS 46, non-transitional); nil where it has none.
  ///
  /// Foundation's URL does the conversion, with ICU. Everything that could end the host is refused before, so that no
  /// other part of the URL can be meant by it.
  static func aLabels(_ name: String) -> String? {
    let delimiters = Set("/\\?#@:[]%".unicodeScalars)
    guard !name.unicodeScalars.contains(where: { delimiters.contains($0) || $0.value <= 0x20 }),
      let host = URL(string: "http://\(name)/")?.host(percentEncoded: false),
      host.utf8.allSatisfy({ $0 < 0x80 })
    else { return nil }
    return host
  }
}
