/// Paths and queries of special URLs (WHATWG URL Standard §4.4, path state and query state).
enum URLPath {
  typealias Scalars = ArraySlice<Unicode.Scalar>

  private static let queryExtra = Set(" \"#<>'".utf8)
  private static let pathExtra = Set(" \"#<>?`{}^".utf8)

  /// The segments of `path` after the folders of the page it is relative to; a leading slash is passed over.
  static func segments(_ path: Scalars, after folders: [String]) -> [String] {
    var segments = folders
    var rest = path
    if let first = rest.first, self.isSlash(first) { rest = rest.dropFirst() }
    let parts = rest.split(omittingEmptySubsequences: false, whereSeparator: self.isSlash)
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      let segment = self.encode(part, self.pathExtra)
      switch segment.lowercased().replacing("%2e", with: ".") {
      case "..":
        if !segments.isEmpty { segments.removeLast() }
        if isLast { segments.append("") }
      case ".":
        if isLast { segments.append("") }
      default:
        segments.append(segment)
      }
    }
    return segments
  }

  static func target(_ segments: [String], _ query: Scalars?) -> String {
    "/" + segments.joined(separator: "/") + (query.map(self.query) ?? "")
  }

  static func query(_ query: Scalars?) -> String {
    query.map { "?" + self.encode($0, self.queryExtra) } ?? ""
  }

  /// Path and query of a target.
  static func split(_ target: String) -> (path: String, query: Scalars?) {
    guard let mark = target.firstIndex(of: "?") else { return (target, nil) }
    return (String(target[..<mark]), Array(target[target.index(after: mark)...].unicodeScalars)[...])
  }

  /// The segments of an encoded path but the last.
  static func folders(_ path: String) -> [String] {
    path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  private static func isSlash(_ scalar: Unicode.Scalar) -> Bool { scalar == "/" || scalar == "\\" }

  /// Percent-encodes the octets of UTF-8 that are controls, above 0x7E, or in `extra`.
  private static func encode(_ scalars: Scalars, _ extra: Set<UInt8>) -> String {
    var octets: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for octet in String(String.UnicodeScalarView(scalars)).utf8 {
      if 0x20...0x7E ~= octet, !extra.contains(octet) {
        octets.append(octet)
      } else {
        octets += [UInt8(ascii: "%"), digits[Int(octet >> 4)], digits[Int(octet & 15)]]
      }
    }
    return String(decoding: octets, as: UTF8.self)
  }
}
