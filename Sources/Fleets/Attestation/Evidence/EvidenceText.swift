import Foundation

/// Evidence as it is handed around: raw, or its octets in hexadecimal or base64.
public enum EvidenceText {
  /// The most octets that are taken.
  public static let maximumOctets = 4 << 20

  /// The octets that an input stands for.
  ///
  /// Text is taken for hexadecimal where all its characters are such digits, else for base64 of either alphabet, padded or not; space,
  /// line ends and a leading `0x` do not count. What is no text of either kind is returned as it is.
  ///
  /// - Throws: ``EvidenceError`` *malformed*, `evidence.size`, for more than 4 MiB.
  public static func octets(of input: [UInt8]) throws(EvidenceError) -> [UInt8] {
    guard input.count <= Self.maximumOctets else {
      throw .malformed("evidence.size", "\(input.count) octets; \(Self.maximumOctets) are allowed")
    }
    // Neither a report nor a quote is ASCII text: both have zeros in their heads. A Nitro document begins above ASCII.
    let digits = input.filter { !Self.isSpace($0) }
    guard digits.allSatisfy({ (0x21...0x7E).contains($0) }) else { return input }
    let text = String(decoding: digits, as: UTF8.self)
    if let octets = Hexadecimal.octets(text.dropFirst(text.hasPrefix("0x") ? 2 : 0)), !octets.isEmpty { return octets }
    return Self.base64(text) ?? input
  }

  private static func isSpace(_ octet: UInt8) -> Bool { octet == 0x20 || (0x09...0x0D).contains(octet) }

  private static func base64(_ text: String) -> [UInt8]? {
    guard !text.isEmpty else { return nil }
    var standard = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
    while standard.hasSuffix("=") { standard.removeLast() }
    standard += String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
    return Data(base64Encoded: standard).map { Array($0) }
  }
}
