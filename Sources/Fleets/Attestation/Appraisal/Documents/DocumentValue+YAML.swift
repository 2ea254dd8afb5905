extension DocumentValue {
  /// YAML for people: a line for each key, and for each element of a list. Texts are quoted, so that `00e1` stays what
  /// it is.
  public var yaml: String {
    var lines: [String] = []
    self.append(to: &lines, indent: "")
    return lines.joined(separator: "\n") + "\n"
  }

  private func append(to lines: inout [String], indent: String) {
    switch self {
    case .map(let fields) where !fields.isEmpty:
      for field in fields { field.value.append(to: &lines, after: "\(indent)\(Self.key(field.key)):", indent: indent) }
    case .list(let values) where !values.isEmpty:
      for value in values { value.append(to: &lines, after: "\(indent)-", indent: indent) }
    case .text, .integer, .flag, .nothing, .list, .map: lines.append(indent + self.json)
    }
  }

  private func append(to lines: inout [String], after mark: String, indent: String) {
    switch self {
    case .map(let fields) where !fields.isEmpty:
      lines.append(mark)
      self.append(to: &lines, indent: indent + "  ")
    case .list(let values) where !values.isEmpty:
      lines.append(mark)
      self.append(to: &lines, indent: indent + "  ")
    case .text, .integer, .flag, .nothing, .list, .map: lines.append("\(mark) \(self.json)")
    }
  }

  /// Quoted where YAML might take it for something else than a word.
  private static func key(_ key: String) -> String {
    let isPlain = key.utf8.first.map { Self.isLetter($0) } ?? false
    let isWord = key.utf8.allSatisfy {
      Self.isLetter($0) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "_")
    }
    return isPlain && isWord && !["true", "false", "null", "yes", "no", "on", "off"].contains(key.lowercased())
      ? key : DocumentValue.text(key).json
  }

  private static func isLetter(_ octet: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= octet | 0x20 }
}
