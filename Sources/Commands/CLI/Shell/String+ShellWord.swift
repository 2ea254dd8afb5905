extension String {
  /// As one word of a command line that is shown to be copied: in quotes where a shell would not take it as it is.
  var shellWord: String {
    let isPlain = self.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "@", "%", "+", "=", ":", ",", ".", "/", "-", "_": true
      default: false
      }
    }
    // What begins with a hyphen would be an option; - alone is standard input.
    let word = self.hasPrefix("-") && self != "-" ? "./\(self)" : self
    guard !isPlain || self.isEmpty else { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
