extension String {
  /// As one word of a command line that is shown to be copied: in quotes where a shell would not take it as it is.
  var shellWord: String {
    // Octets, as a shell sees them: to Swift an apostrophe with an accent after it is another character.
    let octets = Array(self.utf8)
    let isPlain = octets.allSatisfy { octet in
      switch UnicodeScalar(octet) {
      case "a"..."z", "A"..."Z", "0"..."9", "@", "%", "+", "=", ":", ",", ".", "/", "-", "_": true
      default: false
      }
    }
    // What begins with a hyphen would be an option; - alone is standard input.
    let start = octets.first == UInt8(ascii: "-") && octets.count > 1 ? "./" : ""
    guard !isPlain || octets.isEmpty else { return start + self }
    let quoted = octets.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
      .joined(separator: #"'\''"#.utf8)
    return "'\(start)" + String(decoding: Array(quoted), as: UTF8.self) + "'"
  }
}
