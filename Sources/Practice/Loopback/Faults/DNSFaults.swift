/// What a `DNSFaultProxy` does wrong.
package struct DNSFaults: Sendable {
  /// Queries for these names and names below them get no answer. `"."` is everything.
  package var dropped: [String]
  /// Every answer comes this much later.
  package var delay: Duration
  /// Queries lose their EDNS record and so the wish for DNSSEC, as with old home routers: answers have no signatures.
  package var stripsDNSSEC: Bool
  /// Every answer over UDP claims to be validated (the AD bit, RFC 4035 §3.2.3), whatever is in it.
  package var claimsValidation: Bool
  /// Connections are closed as soon as they come.
  package var refusesTCP: Bool

  package init(
    dropped: [String] = [], delay: Duration = .zero, stripsDNSSEC: Bool = false, claimsValidation: Bool = false,
    refusesTCP: Bool = false
  ) {
    self.dropped = dropped
    self.delay = delay
    self.stripsDNSSEC = stripsDNSSEC
    self.claimsValidation = claimsValidation
    self.refusesTCP = refusesTCP
  }

  /// The query to pass on; `nil` for one that gets no answer.
  func treat(_ query: [UInt8]) -> [UInt8]? {
    guard let question = DNSQuestionReader(query) else { return nil }
    guard !dropped.contains(where: { question.isAt($0) }) else { return nil }
    guard stripsDNSSEC else { return query }
    var bare = Array(query[..<question.end])
    for place in 6..<12 { bare[place] = 0 }
    return bare
  }
}

/// Reads only the question of a query.
struct DNSQuestionReader {
  /// In lower case, with the final dot.
  let name: String
  /// The offset behind the question.
  let end: Int

  init?(_ query: [UInt8]) {
    var labels: [String] = []
    var place = 12
    while place < query.count, query[place] != 0 {
      let length = Int(query[place])
      guard length < 64, place + 1 + length < query.count else { return nil }
      labels.append(String(decoding: query[(place + 1)...(place + length)], as: UTF8.self).lowercased())
      place += 1 + length
    }
    guard place + 5 <= query.count else { return nil }
    name = labels.map { "\($0)." }.joined()
    end = place + 5
  }

  func isAt(_ zone: String) -> Bool {
    zone == "." || name == zone.lowercased() || name.hasSuffix(".\(zone.lowercased())")
  }
}
