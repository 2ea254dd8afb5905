import Foundation

/// The names of hosts as browsers convert them before they use them.
package enum ALabels {
  /// A name in lower-case ASCII, with A-labels for other scripts (WHATWG URL Standard §3.3: UTS 46, non-transitional,
  /// hyphens anywhere); nil where UTS 46 allows no such name, as with Punycode that means nothing.
  ///
  /// Other ASCII characters than letters, digits, `-`, `_` and `.` may come out where they went in: whether they are
  /// allowed is for the caller to say. With letters of other scripts, what ends a URL's host, empty labels, and more
  /// than 63 octets in a label or 253 in all give nil.
  package static func of(_ name: String) -> String? {
    guard self.isInternational(name) else { return name.lowercased() }
    guard let once = self.convert(name) else { return nil }
    // What was written with a wide "xn--" is looked at only as what it has become.
    guard self.isInternational(once) else { return once }
    return self.convert(once) == once ? once : nil
  }

  private static let wideX: Unicode.Scalar = "\u{FF58}"
  /// What becomes a hyphen.
  private static let hyphens: Set<Unicode.Scalar> = ["-", "\u{FE63}", "\u{FF0D}"]
  /// What parts labels.
  private static let dots: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
  /// What would end the host in a URL.
  private static let delimiters = Set("/\\?#@:[]%".unicodeScalars)

  private static func isInternational(_ name: String) -> Bool {
    name.unicodeScalars.contains { $0.value >= 0x80 }
      || name.unicodeScalars.split(whereSeparator: self.dots.contains).contains(where: self.isALabel)
  }

  private static func isALabel(_ label: Substring.UnicodeScalarView) -> Bool {
    String(label.prefix(4)).lowercased() == "xn--"
  }

  /// Foundation's URL converts, with ICU, but refuses a hyphen at either end or in the third and fourth place, which
  /// browsers take. So `+` stands for hyphens meanwhile: UTS 46 treats it like them otherwise (both are valid, and
  /// European separators to the Bidi rule), and Punycode copies ASCII as it is.
  private static func convert(_ name: String) -> String? {
    guard !name.unicodeScalars.contains(where: { self.delimiters.contains($0) || $0.value <= 0x20 }) else { return nil }
    let labels = name.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: self.dots.contains)
    let hidden = labels.map(self.hidingHyphens).joined(separator: ".")
    guard let host = URL(string: "http://\(hidden)/")?.host(percentEncoded: false),
      host.utf8.allSatisfy({ $0 < 0x80 }),
      // A `+` of the name's own could not be told from a hyphen.
      host.utf8.count(where: { $0 == UInt8(ascii: "+") }) == hidden.utf8.count(where: { $0 == UInt8(ascii: "+") }),
      !name.utf8.contains(UInt8(ascii: "+"))
    else { return nil }
    return host.replacing("+", with: "-").lowercased()
  }

  private static func hidingHyphens(_ label: Substring.UnicodeScalarView) -> String {
    guard self.isALabel(label) else { return self.withPlus(label) }
    // Foundation looks into A-labels only where something is not ASCII. Their last hyphen is Punycode's delimiter.
    let rest = label.dropFirst(4)
    let delimiter = rest.lastIndex(of: "-") ?? rest.startIndex
    return "\(self.wideX)n--" + self.withPlus(rest[..<delimiter]) + String(rest[delimiter...])
  }

  private static func withPlus(_ scalars: Substring.UnicodeScalarView) -> String {
    String(String.UnicodeScalarView(scalars.map { self.hyphens.contains($0) ? "+" : $0 }))
  }
}
