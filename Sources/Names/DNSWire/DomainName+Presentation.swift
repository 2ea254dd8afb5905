extension DomainName: CustomStringConvertible {
  /// Reads presentation format (RFC 1035 §5.1): labels separated by dots, `\X` and `\DDD` escapes, the final dot optional,
  /// `.` for the root. Only ASCII is read; internationalized names come as A-labels.
  /// - Throws: `badName` with the text and the reason.
  public init(_ text: String) throws(DNSWireError) {
    func bad(_ reason: String) -> DNSWireError { .badName(text: text, reason: reason) }
    if text == "." {
      self = .root
      return
    }
    let characters = Array(text.utf8)
    guard !characters.isEmpty else { throw bad("it is empty; the root is written '.'") }
    // Each octet of a name is written in at most four characters.
    guard characters.count <= 4 * Self.octetLimit else { throw bad("it is too long") }
    var labels: [[UInt8]] = []
    var label: [UInt8] = []
    var at = 0
    while at < characters.count {
      switch characters[at] {
      case UInt8(ascii: "."):
        guard !label.isEmpty else { throw bad("it has an empty label") }
        labels.append(label)
        label = []
        at += 1
      case UInt8(ascii: "\\"):
        guard let (octet, length) = Self.escaped(characters[(at + 1)...]) else { throw bad("an escape is malformed") }
        label.append(octet)
        at += 1 + length
      case 0x21...0x7E:
        label.append(characters[at])
        at += 1
      default:
        throw bad("it has a space, a control character or a character that is not ASCII")
      }
    }
    if !label.isEmpty { labels.append(label) }
    do {
      try self.init(labels: labels)
    } catch {
      throw bad(error == .nameTooLong ? "it has more than 255 octets" : "a label has more than 63 octets")
    }
  }

  /// Presentation format with the final dot, escaped so that reading it gives the same octets.
  public var description: String {
    isRoot ? "." : labels.map { $0.map(Self.escape).joined() + "." }.joined()
  }

  private static func escape(_ octet: UInt8) -> String {
    let character = Character(Unicode.Scalar(octet))
    if !(0x21...0x7E).contains(octet) {
      let digits = String(octet)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return ".\\\"();@$".contains(character) ? "\\\(character)" : String(character)
  }

  /// The octet that the characters behind a backslash stand for, and how many they are.
  private static func escaped(_ rest: ArraySlice<UInt8>) -> (octet: UInt8, length: Int)? {
    guard let first = rest.first else { return nil }
    guard (0x30...0x39).contains(first) else {
      return (0x21...0x7E).contains(first) ? (first, 1) : nil
    }
    let digits = rest.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return UInt8(exactly: digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }).map { ($0, 3) }
  }
}
