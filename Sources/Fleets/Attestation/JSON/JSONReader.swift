/// Reads JSON from front to back, as deep and as much as ``StrictJSON`` allows.
struct JSONReader {
  private let octets: [UInt8]
  private let check: String
  private var position = 0
  private var values = 0

  init(_ octets: [UInt8], check: String) {
    self.octets = octets
    self.check = check
  }

  mutating func document() throws(EvidenceError) -> StrictJSON {
    let value = try self.value(depth: 0).value
    self.skipSpace()
    guard self.position == self.octets.count else { throw self.malformed("something follows the JSON value") }
    return value
  }

  private mutating func value(depth: Int) throws(EvidenceError) -> (value: StrictJSON, place: Range<Int>) {
    self.values += 1
    guard self.values <= StrictJSON.mostValues else { throw self.malformed("JSON has too many values") }
    self.skipSpace()
    let start = self.position
    let value: StrictJSON
    switch self.next {
    case UInt8(ascii: "{"): value = .object(try self.members(depth: depth + 1))
    case UInt8(ascii: "["): value = .array(try self.elements(depth: depth + 1))
    case UInt8(ascii: "\""): value = .text(try self.text())
    case UInt8(ascii: "t"): value = try self.word("true", .bool(true))
    case UInt8(ascii: "f"): value = try self.word("false", .bool(false))
    case UInt8(ascii: "n"): value = try self.word("null", .null)
    default: value = .integer(try self.integer())
    }
    return (value, start..<self.position)
  }

  private mutating func members(depth: Int) throws(EvidenceError) -> [StrictJSON.Member] {
    try self.enter(depth)
    var members: [StrictJSON.Member] = []
    var names: Set<String> = []
    if self.taken("}") { return members }
    repeat {
      self.skipSpace()
      guard self.next == UInt8(ascii: "\"") else { throw self.malformed("a member of a JSON object has no name") }
      let name = try self.text()
      guard name.utf8.count <= StrictJSON.longestWord else {
        throw self.malformed("a name in a JSON object is too long")
      }
      guard names.insert(name).inserted else { throw self.malformed("a JSON object has two members of one name") }
      guard self.taken(":") else { throw self.malformed("a member of a JSON object has no value") }
      let (value, place) = try self.value(depth: depth)
      members.append(StrictJSON.Member(name: name, value: value, place: place))
    } while self.taken(",")
    guard self.taken("}") else { throw self.malformed("a JSON object has no end") }
    return members
  }

  private mutating func elements(depth: Int) throws(EvidenceError) -> [StrictJSON] {
    try self.enter(depth)
    var elements: [StrictJSON] = []
    if self.taken("]") { return elements }
    repeat {
      elements.append(try self.value(depth: depth).value)
    } while self.taken(",")
    guard self.taken("]") else { throw self.malformed("a JSON array has no end") }
    return elements
  }

  /// Goes beyond the bracket that opens an array or object.
  private mutating func enter(_ depth: Int) throws(EvidenceError) {
    guard depth <= StrictJSON.greatestDepth else { throw self.malformed("JSON is nested too deep") }
    self.position += 1
  }

  private mutating func text() throws(EvidenceError) -> String {
    var reader = JSONTextReader(self.octets, from: self.position + 1, check: self.check)
    let text = try reader.text()
    self.position = reader.position
    return text
  }

  private mutating func word(_ word: StaticString, _ value: StrictJSON) throws(EvidenceError) -> StrictJSON {
    let octets = word.withUTF8Buffer { Array($0) }
    guard self.octets[self.position...].starts(with: octets) else { throw self.malformed("a JSON value is none") }
    self.position += octets.count
    return value
  }

  /// RFC 8259 §6 without fraction and exponent, which no field here has.
  private mutating func integer() throws(EvidenceError) -> Int64 {
    let isNegative = self.next == UInt8(ascii: "-")
    if isNegative { self.position += 1 }
    let digits = self.octets[self.position...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    // Fifteen digits are what every other reader of JSON keeps as they are.
    guard (1...15).contains(digits.count), digits.count == 1 || digits.first != UInt8(ascii: "0") else {
      throw self.malformed("a JSON value is none, or a number of no such kind")
    }
    self.position += digits.count
    if let next = self.next, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(next) {
      throw self.malformed("a JSON number is no integer")
    }
    let number = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    return isNegative ? -number : number
  }

  private var next: UInt8? { self.position < self.octets.count ? self.octets[self.position] : nil }

  /// Goes beyond white space and this character, where it is next.
  private mutating func taken(_ character: Unicode.Scalar) -> Bool {
    self.skipSpace()
    guard self.next == UInt8(ascii: character) else { return false }
    self.position += 1
    return true
  }

  private mutating func skipSpace() {
    while let next = self.next, [0x20, 0x09, 0x0A, 0x0D].contains(next) { self.position += 1 }
  }

  private func malformed(_ message: String) -> EvidenceError {
    .malformed(self.check, "\(message), at octet \(self.position)")
  }
}
