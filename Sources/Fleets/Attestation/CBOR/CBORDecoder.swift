/// Reads items from front to back. Nothing is allocated for a claimed length, and every item takes at least one octet, so that
/// memory stays within the input's size times a constant.
struct CBORDecoder {
  private let octets: [UInt8]
  private let depth: Int
  private var position = 0

  init(_ octets: some Collection<UInt8>, limits: CBORLimits) throws(EvidenceError) {
    guard octets.count <= limits.octets else {
      throw .malformed("cbor.size", "\(octets.count) octets of CBOR; \(limits.octets) are allowed")
    }
    self.octets = Array(octets)
    self.depth = limits.depth
  }

  private var remaining: Int { self.octets.count - self.position }

  /// Demands that everything was read.
  func finish() throws(EvidenceError) {
    guard self.remaining == 0 else {
      throw .malformed("cbor.trailing", "\(self.remaining) octets follow the CBOR item")
    }
  }

  /// - Parameter level: how many containers are around the item.
  mutating func item(at level: Int = 0) throws(EvidenceError) -> CBOR {
    guard level <= self.depth else {
      throw .malformed("cbor.depth", "more than \(self.depth) CBOR containers stand in one another")
    }
    let head = try self.head()
    switch (head.major, head.argument) {
    case (.unsigned, let number?): return .unsigned(number)
    case (.negative, let number?): return .negative(number)
    case (.bytes, let count?): return .bytes(Array(try self.take(count)))
    case (.bytes, nil): return .bytes(try self.chunks())
    case (.text, let count?): return .text(try self.text(count))
    case (.text, nil): return .text(try self.textChunks())
    case (.array, let count): return .array(try self.array(count, at: level + 1))
    case (.map, let count): return .map(try self.map(count, at: level + 1))
    case (.tag, let tag?): return .tagged(tag, try self.item(at: level + 1))
    case (.simple, CBOR.falseValue?): return .bool(false)
    case (.simple, CBOR.trueValue?): return .bool(true)
    case (.simple, CBOR.nullValue?): return .null
    case (.simple, _), (.unsigned, nil), (.negative, nil), (.tag, nil):
      throw .malformed("cbor.simple", "a floating point number, or a simple value that nothing here uses")
    }
  }

  // MARK: Heads

  private mutating func head() throws(EvidenceError) -> CBORHead {
    guard let first = try self.take(1).first, let major = CBORHead.Major(rawValue: first >> 5) else {
      throw .malformed("cbor.truncated", "the CBOR ends where an item should begin")
    }
    let information = first & 0x1F
    switch information {
    case 0..<24: return CBORHead(major: major, argument: UInt64(information))
    case 24...27:
      let argument = try self.take(1 << UInt64(information - 24)).reduce(0) { $0 << 8 | UInt64($1) }
      // Two-octet simple values and floating point numbers are refused by what they are.
      guard major == .simple || argument >= [24, 1 << 8, 1 << 16, 1 << 32][Int(information - 24)] else {
        throw .malformed("cbor.head-length", "the number \(argument) is encoded in more octets than it needs")
      }
      return CBORHead(major: major, argument: major == .simple ? .max : argument)
    case 31 where [.bytes, .text, .array, .map].contains(major): return CBORHead(major: major, argument: nil)
    default: throw .malformed("cbor.head", "an item begins with the octet \(first), which nothing may begin with")
    }
  }

  private mutating func take(_ count: UInt64) throws(EvidenceError) -> ArraySlice<UInt8> {
    guard count <= UInt64(self.remaining) else {
      throw .malformed(
        "cbor.truncated", "\(count) octets of CBOR are announced at offset \(self.position), \(self.remaining) are left"
      )
    }
    defer { self.position += Int(count) }
    return self.octets[self.position..<self.position + Int(count)]
  }

  /// Whether an indefinite length ends here; if so the stop is read.
  private mutating func stops() throws(EvidenceError) -> Bool {
    guard self.remaining > 0 else {
      throw .malformed("cbor.truncated", "the CBOR ends within an item of indefinite length")
    }
    guard self.octets[self.position] == CBORHead.stop else { return false }
    self.position += 1
    return true
  }

  // MARK: Strings

  private mutating func text(_ count: UInt64) throws(EvidenceError) -> String {
    guard let text = String(validating: try self.take(count), as: UTF8.self) else {
      throw .malformed("cbor.utf8", "a CBOR text is not UTF-8")
    }
    return text
  }

  private mutating func chunks() throws(EvidenceError) -> [UInt8] {
    var all: [UInt8] = []
    while !(try self.stops()) { all += try self.take(try self.chunk(of: .bytes)) }
    return all
  }

  /// Each chunk is UTF-8 by itself (RFC 8949 §3.2.3).
  private mutating func textChunks() throws(EvidenceError) -> String {
    var all = ""
    while !(try self.stops()) { all += try self.text(try self.chunk(of: .text)) }
    return all
  }

  private mutating func chunk(of major: CBORHead.Major) throws(EvidenceError) -> UInt64 {
    let head = try self.head()
    guard head.major == major, let count = head.argument else {
      throw .malformed("cbor.chunk", "a string of indefinite length holds something else than strings of its kind")
    }
    return count
  }

  // MARK: Containers

  private mutating func array(_ count: UInt64?, at level: Int) throws(EvidenceError) -> [CBOR] {
    var items: [CBOR] = []
    guard let count else {
      while !(try self.stops()) { items.append(try self.item(at: level)) }
      return items
    }
    try self.expect(count)
    for _ in 0..<count { items.append(try self.item(at: level)) }
    return items
  }

  private mutating func map(_ count: UInt64?, at level: Int) throws(EvidenceError) -> [CBOR.Entry] {
    var entries: [CBOR.Entry] = []
    var seen: Set<[UInt8]> = []
    guard let count else {
      while !(try self.stops()) { entries.append(try self.entry(&seen, isEndless: true, at: level)) }
      return entries
    }
    try self.expect(count)
    for _ in 0..<count { entries.append(try self.entry(&seen, isEndless: false, at: level)) }
    return entries
  }

  private mutating func entry(
    _ seen: inout Set<[UInt8]>, isEndless: Bool, at level: Int
  ) throws(EvidenceError) -> CBOR.Entry {
    let key = try self.item(at: level)
    guard seen.insert(key.encoded).inserted else {
      throw .malformed("cbor.duplicate-key", "a CBOR map has a key twice")
    }
    guard !isEndless || self.remaining == 0 || self.octets[self.position] != CBORHead.stop else {
      throw .malformed("cbor.odd-map", "a CBOR map has a key without a value")
    }
    return CBOR.Entry(key, try self.item(at: level))
  }

  /// Refuses at once a count that what is left cannot hold, an octet for each.
  private func expect(_ count: UInt64) throws(EvidenceError) {
    guard count <= UInt64(self.remaining) else {
      throw .malformed(
        "cbor.truncated", "\(count) items are announced at offset \(self.position), \(self.remaining) octets are left")
    }
  }
}
