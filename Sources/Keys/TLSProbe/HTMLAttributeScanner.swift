/// Reads the attributes of a tag (WHATWG HTML §13.2.5.32–40) from behind its name to behind its `>`.
struct HTMLAttributeScanner {
  private(set) var rest: ArraySlice<UInt8>
  /// Whether the tag's `>` was reached.
  private(set) var isComplete = false

  init(_ rest: ArraySlice<UInt8>) { self.rest = rest }

  mutating func next() -> (name: String, value: String)? {
    self.rest = self.rest.drop { Self.isBlank($0) || $0 == UInt8(ascii: "/") }
    guard let first = self.rest.first else { return nil }
    if first == UInt8(ascii: ">") {
      self.rest = self.rest.dropFirst()
      self.isComplete = true
      return nil
    }
    // An equals sign at the beginning is part of the name.
    var lead = ""
    if first == UInt8(ascii: "=") {
      lead = "="
      self.rest = self.rest.dropFirst()
    }
    let name = lead + Self.name(&self.rest, until: "/>=")
    self.rest = self.rest.drop(while: Self.isBlank)
    guard self.rest.first == UInt8(ascii: "=") else { return (name, "") }
    self.rest = self.rest.dropFirst().drop(while: Self.isBlank)
    return (name, self.value())
  }

  /// Takes octets up to white space or one of `ends`, in lower case.
  static func name(_ rest: inout ArraySlice<UInt8>, until ends: String) -> String {
    let octets = rest.prefix { !self.isBlank($0) && !ends.utf8.contains($0) }
    rest = rest.dropFirst(octets.count)
    return String(decoding: octets.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  static func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || 0x09...0x0A ~= octet || 0x0C...0x0D ~= octet }

  private mutating func value() -> String {
    let octets: ArraySlice<UInt8>
    if let quote = self.rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      octets = self.rest.dropFirst().prefix { $0 != quote }
      self.rest = self.rest.dropFirst(octets.count + 2)
    } else {
      octets = self.rest.prefix { !Self.isBlank($0) && $0 != UInt8(ascii: ">") }
      self.rest = self.rest.dropFirst(octets.count)
    }
    return HTMLCharacterReference.decode(String(decoding: octets, as: UTF8.self))
  }
}
