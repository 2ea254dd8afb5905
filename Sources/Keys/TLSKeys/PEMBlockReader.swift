/// Reads one PEM block line by line.
struct PEMBlockReader {
  let label: String
  private var base64: [UInt8] = []
  private var encrypted = false

  init(label: String) { self.label = label }

  /// The label in a line such as `-----BEGIN PUBLIC KEY-----`; nil when the line is none.
  static func label(of line: Substring.UTF8View, after prefix: String) -> String? {
    let line = self.trimmed(line)
    let dashes = "-----".utf8
    guard line.count <= 80, line.starts(with: prefix.utf8), line.count >= prefix.utf8.count + dashes.count,
      line.suffix(dashes.count).elementsEqual(dashes)
    else { return nil }
    return String(decoding: line.dropFirst(prefix.utf8.count).dropLast(dashes.count), as: UTF8.self)
  }

  /// Takes the next line; the finished block when the line is its end.
  mutating func read(_ line: Substring.UTF8View) throws(KeyError) -> PEMText.Block? {
    if let end = Self.label(of: line, after: "-----END ") {
      guard end == self.label else { throw .malformed("the PEM block \(self.label) ends as another") }
      guard let octets = self.octets else { throw .malformed("the PEM block \(self.label) is not base64") }
      return PEMText.Block(label: self.label, octets: octets, encryptedByHeader: self.encrypted)
    }
    if line.contains(UInt8(ascii: ":")) {
      guard self.base64.isEmpty else { throw .malformed("the PEM block \(self.label) is not base64") }
      if line.starts(with: "Proc-Type:".utf8), String(line)?.contains("ENCRYPTED") ?? false { self.encrypted = true }
    } else {
      self.base64 += Self.trimmed(line)
    }
    return nil
  }

  /// Padding must be there, as RFC 7468 §3 wants; other software reads the block differently otherwise.
  private var octets: [UInt8]? {
    let padding = self.base64.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2, self.base64.count.isMultiple(of: 4), !self.base64.isEmpty else { return nil }
    return Base64Alphabet.standard.decode(self.base64.dropLast(padding))
  }

  private static func trimmed(_ line: Substring.UTF8View) -> Substring.UTF8View {
    var line = line.drop(while: self.isBlank)
    while let last = line.last, self.isBlank(last) { line = line.dropLast() }
    return line
  }

  private static func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 }
}
