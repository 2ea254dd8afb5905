import Foundation

/// One line of a trust anchor file. libunbound reports a bad anchor only at the first lookup, and not which.
enum AnchorLine {
  /// The words of a line without its comment; `nil` for a line without content.
  static func words(of line: String) -> [String]? {
    let content = line.prefix { $0 != ";" }
    let words = content.split(whereSeparator: \.isWhitespace).map(String.init)
    return words.isEmpty ? nil : words
  }

  /// What keeps the words from being `name [ttl] [IN] DS|DNSKEY …`; `nil` when nothing does.
  static func problem(in words: [String]) -> String? {
    guard words[0].hasSuffix(".") else { return "\"\(words[0].prefix(64))\" is not a name that ends in a dot" }
    var rest = words.dropFirst()
    if let ttl = rest.first, UInt32(ttl) != nil { rest.removeFirst() }
    if rest.first?.uppercased() == "IN" { rest.removeFirst() }
    let type = rest.popFirst()?.uppercased()
    let numbers = rest.prefix(3).compactMap { UInt16($0) }
    let blob = rest.dropFirst(3).joined()
    guard numbers.count == 3 else { return "not a DS or DNSKEY record" }
    switch type {
    case "DS":
      let octets = [1: 20, 2: 32, 4: 48][Int(numbers[2])]
      guard let octets else { return "digest type \(numbers[2]) of the DS record is unknown" }
      let isDigest = blob.utf8.count == 2 * octets && blob.allSatisfy(\.isHexDigit)
      return isDigest ? nil : "the digest of the DS record is not \(octets) octets in hexadecimal"
    case "DNSKEY":
      guard numbers[0] & 0x100 != 0, numbers[1] == 3 else { return "the DNSKEY record is not a zone's key" }
      return (Data(base64Encoded: blob)?.count ?? 0) >= 32 ? nil : "the key of the DNSKEY record is not Base64"
    default:
      return "not a DS or DNSKEY record"
    }
  }
}
