/// The `tag=value; tag=value` form of both kinds of record (RFC 6376 §3.2, with SP and HTAB as the only white space).
struct TagList {
  /// What the octets of one TXT record turned out to be.
  enum Reading {
    /// Does not begin with `v=M2DMRT1` and an end of that word: somebody else's record.
    case notOurs
    case malformed(String)
    case tags(TagList)
  }

  static let version = "M2DMRT1"

  private let values: [String: String]

  subscript(tag: String) -> String? { self.values[tag] }

  static func read(_ octets: [UInt8]) -> Reading {
    guard Self.isOurs(octets) else { return .notOurs }
    guard octets.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 }) else {
      return .malformed("it holds an octet that is neither printable ASCII nor a tab")
    }
    var elements = octets.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    if elements.count > 1, let last = elements.last, last.allSatisfy(Self.isSpace) { elements.removeLast() }
    var values: [String: String] = [:]
    for (index, element) in elements.enumerated() {
      let element = Self.trimmed(element)
      guard !element.isEmpty else { return .malformed("it has an empty element") }
      guard let equals = element.firstIndex(of: UInt8(ascii: "=")) else { return .malformed("an element has no '='") }
      let name = Self.trimmed(element[..<equals])
      guard Self.isTagName(name) else { return .malformed("an element has no proper tag name") }
      let tag = String(decoding: name, as: UTF8.self)
      let value = String(decoding: Self.trimmed(element[(equals + 1)...]), as: UTF8.self)
      guard values.updateValue(value, forKey: tag) == nil else {
        return .malformed("the tag \(Self.short(tag)) occurs twice")
      }
      if index == 0, value != Self.version { return .malformed("its version is not \(Self.version)") }
    }
    return .tags(TagList(values: values))
  }

  private static func isOurs(_ octets: [UInt8]) -> Bool {
    let start = Array("v=\(self.version)".utf8)
    guard octets.starts(with: start) else { return false }
    guard octets.count > start.count else { return true }
    let next = octets[start.count]
    return next == UInt8(ascii: ";") || self.isSpace(next)
  }

  static func isSpace(_ octet: UInt8) -> Bool {
    octet == 0x20 || octet == 0x09
  }

  static func trimmed(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let front = octets.drop(while: self.isSpace)
    guard let last = front.lastIndex(where: { !self.isSpace($0) }) else { return front[front.endIndex...] }
    return front[...last]
  }

  private static func isTagName(_ octets: ArraySlice<UInt8>) -> Bool {
    func isLetter(_ octet: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(octet | 0x20)
    }
    guard let first = octets.first, isLetter(first) else { return false }
    return octets.dropFirst().allSatisfy {
      isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
    }
  }

  private static func short(_ tag: String) -> String {
    tag.count <= 20 ? tag : tag.prefix(20) + "…"
  }
}
