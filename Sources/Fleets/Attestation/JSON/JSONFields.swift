/// The members of one JSON object, each read as what it must be.
///
/// A member that is missing or something else is *malformed* by a check of its own: the path to it, `tdx.tcb-info.fmspc`.
struct JSONFields {
  /// The path to this object.
  let check: String
  private let members: [String: StrictJSON.Member]

  init(_ value: StrictJSON, check: String) throws(EvidenceError) {
    guard case .object(let members) = value else { throw .malformed(check, "\(check) is no JSON object") }
    self.check = check
    self.members = Dictionary(members.map { ($0.name, $0) }) { first, _ in first }
  }

  func has(_ name: String) -> Bool { self.members[name] != nil }

  /// The member's value and the octets it stands in.
  func member(_ name: String) throws(EvidenceError) -> StrictJSON.Member {
    guard let member = self.members[name] else { throw self.malformed(name, "is missing") }
    return member
  }

  func object(_ name: String) throws(EvidenceError) -> JSONFields {
    try JSONFields(try self.member(name).value, check: self.path(name))
  }

  /// - Parameter atMost: octets; more only for texts that nothing is compared with.
  func text(_ name: String, atMost: Int = StrictJSON.longestWord) throws(EvidenceError) -> String {
    guard case .text(let text) = try self.member(name).value, text.utf8.count <= atMost else {
      throw self.malformed(name, "is no text of up to \(atMost) octets")
    }
    return text
  }

  func integer(_ name: String, in range: ClosedRange<Int64>) throws(EvidenceError) -> Int64 {
    guard case .integer(let number) = try self.member(name).value, range.contains(number) else {
      throw self.malformed(name, "is no integer from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// Octets in hexadecimal.
  func octets(_ name: String, count: Int) throws(EvidenceError) -> [UInt8] {
    guard let octets = Hexadecimal.octets(try self.text(name)), octets.count == count else {
      throw self.malformed(name, "is not \(count) octets in hexadecimal")
    }
    return octets
  }

  /// Unix seconds.
  func time(_ name: String) throws(EvidenceError) -> Int64 {
    guard let time = UTCSeconds.read(try self.text(name)) else {
      throw self.malformed(name, "is no time such as 2026-03-16T22:06:09Z")
    }
    return time
  }

  func array(_ name: String, counts: ClosedRange<Int>) throws(EvidenceError) -> [StrictJSON] {
    guard case .array(let elements) = try self.member(name).value, counts.contains(elements.count) else {
      throw self.malformed(name, "is no array of \(counts.lowerBound) to \(counts.upperBound) values")
    }
    return elements
  }

  func objects(_ name: String, counts: ClosedRange<Int>) throws(EvidenceError) -> [JSONFields] {
    var objects: [JSONFields] = []
    for element in try self.array(name, counts: counts) {
      objects.append(try JSONFields(element, check: self.path(name)))
    }
    return objects
  }

  /// None where the member is missing.
  func texts(_ name: String, atMost: Int) throws(EvidenceError) -> [String] {
    guard self.has(name) else { return [] }
    var texts: [String] = []
    for element in try self.array(name, counts: 0...atMost) {
      guard case .text(let text) = element, text.utf8.count <= StrictJSON.longestWord else {
        throw self.malformed(name, "holds something that is no text of up to \(StrictJSON.longestWord) octets")
      }
      texts.append(text)
    }
    return texts
  }

  func malformed(_ name: String, _ message: String) -> EvidenceError {
    .malformed(self.path(name), "\(self.path(name)) \(message)")
  }

  private func path(_ name: String) -> String { "\(self.check).\(name)" }
}
