/// The name of a host as declarations and policies write it.
///
/// A-labels in lower case without a trailing dot: 1–253 octets, each label 1–63 octets of `[a-z0-9_-]`, no label
/// `_m2dmrt`. The last label is neither all digits nor `0x` followed by nothing but hexadecimal digits (or by
/// nothing at all), so that no IP address is ever taken for a name. Identity is the name alone: ports and schemes
/// do not matter.
public struct HostName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The name's own text.
  public let description: String

  /// Takes a name exactly as a record must hold it; nothing is folded or converted.
  ///
  /// - Throws: ``HostNameError`` that says which rule the text breaks.
  public init(_ text: some StringProtocol) throws(HostNameError) {
    let octets = Array(text.utf8)
    if let problem = Self.problem(in: octets) {
      throw HostNameError(text: String(text), problem: problem)
    }
    self.description = String(decoding: octets, as: UTF8.self)
  }

  /// The labels, nearest first: `pay-1`, `example`, `net`.
  public var labels: [Substring] {
    self.description.split(separator: ".")
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.description < right.description
  }

  private static func problem(in octets: [UInt8]) -> HostNameError.Problem? {
    guard !octets.isEmpty else { return .empty }
    guard octets.count <= 253 else { return .tooLong(octets.count) }
    let labels = octets.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    for label in labels {
      guard !label.isEmpty else { return .emptyLabel }
      guard label.count <= 63 else { return .labelTooLong(label.count) }
      guard label.allSatisfy(Self.isAllowed) else { return .forbiddenCharacter }
      guard !label.elementsEqual("_m2dmrt".utf8) else { return .reservedLabel }
    }
    guard let last = labels.last, !Self.looksNumeric(last) else { return .addressLike }
    return nil
  }

  static func isAllowed(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default:
      false
    }
  }

  /// Whether a URL parser would read a host that ends in this label as an IPv4 address (WHATWG URL §3.5).
  private static func looksNumeric(_ label: ArraySlice<UInt8>) -> Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    if label.allSatisfy(digits.contains) { return true }
    guard label.starts(with: "0x".utf8) else { return false }
    return label.dropFirst(2).allSatisfy { digits.contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
  }
}
