import Declarations

/// One line of a file of records: the record's own octets, or a TXT record as zone files and DNS tools write it.
///
///     v=M2DMRT1; s=ec-1.test; …
///     "v=M2DMRT1; s=ec-1.test; …" "…"
///     pay-1.test._m2dmrt.ec-1.test. 300 IN TXT "v=M2DMRT1; …" "…"
struct RecordLine: Hashable, Sendable {
  /// From 1.
  let number: Int
  /// The owner name without its final dot, where the line has one.
  let owner: String?
  /// The TXT octets, strings joined.
  let octets: [UInt8]

  struct Problem: Error, Hashable {
    let number: Int
    let reason: String
  }

  /// Nil for a line without a record: empty, or a comment.
  init?(_ line: Substring, number: Int) throws(Problem) {
    var text = line.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    guard !text.isEmpty, text.first != ";", text.first != "#" else { return nil }
    self.number = number
    guard !text.hasPrefix("v=") else {
      self.owner = nil
      self.octets = Array(text.utf8)
      return
    }
    guard let quote = text.firstIndex(of: "\"") else {
      throw Problem(number: number, reason: "neither a record that begins with v= nor a TXT record with quoted strings")
    }
    let words = text[..<quote].split { $0 == " " || $0 == "\t" || $0 == "(" }.filter { !$0.hasPrefix("[") }
    if let owner = words.first {
      guard words.last?.uppercased() == "TXT" else {
        throw Problem(number: number, reason: "what stands before the quoted strings is no TXT record's beginning")
      }
      self.owner = words.count > 1 ? String(owner.hasSuffix(".") ? owner.dropLast() : owner) : nil
    } else {
      self.owner = nil
    }
    self.octets = try Self.strings(text[quote...], number: number)
  }

  /// Quoted character strings, joined (RFC 1035 §5.1): `\"` and `\DDD` are escapes.
  private static func strings(_ text: Substring, number: Int) throws(Problem) -> [UInt8] {
    var octets: [UInt8] = []
    var rest = text.utf8[...]
    var isQuoted = false
    while let octet = rest.popFirst() {
      switch octet {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\\") where isQuoted:
        let digits = rest.prefix(3)
        if digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) {
          guard let value = UInt8(String(decoding: digits, as: UTF8.self)) else {
            throw Problem(number: number, reason: "an escape \\DDD over 255")
          }
          octets.append(value)
          rest = rest.dropFirst(3)
        } else if let escaped = rest.popFirst() {
          octets.append(escaped)
        }
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "("), UInt8(ascii: ")"):
        if isQuoted { octets.append(octet) }
      default:
        guard isQuoted else { throw Problem(number: number, reason: "something stands between the quoted strings") }
        octets.append(octet)
      }
    }
    guard !isQuoted else { throw Problem(number: number, reason: "a quoted string does not end") }
    return octets
  }
}
