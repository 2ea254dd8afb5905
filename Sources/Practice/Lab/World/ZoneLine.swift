/// Lines of zone-file syntax.
enum ZoneLine {
  /// A TXT record; texts over 255 octets become several strings (RFC 1035 §3.3.14).
  ///
  /// - Parameter text: printable ASCII without quotation marks and backslashes, as records of ours are.
  static func txt(_ owner: String, _ text: String) -> String {
    var strings: [Substring] = []
    var rest = text[...]
    repeat {
      strings.append(rest.prefix(255))
      rest = rest.dropFirst(255)
    } while !rest.isEmpty
    return "\(owner) 300 TXT " + strings.map { "\"\($0)\"" }.joined(separator: " ")
  }
}
