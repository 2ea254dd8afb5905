import AgentControl

/// A partner in a document, and for a person.
struct PartnerEntry: Encodable, Sendable {
  let name: String
  let address: String
  let pins: [String]
  let certificateExpires: String
  let pairs: [String]

  init(_ info: PartnerInfo) {
    self.name = info.name
    self.address = info.address
    self.pins = info.pins
    self.certificateExpires = Moment.text(info.certificateExpires)
    self.pairs = info.pairs
  }

  static func line(_ info: PartnerInfo, now: Int64) -> Line {
    let ended = info.certificateExpires <= now
    let pairs = info.pairs.count == 1 ? "1 pair" : "\(info.pairs.count) pairs"
    return """
      \(symbol: ended ? .bad : .good) \(info.name, .strong)  \(info.address), \(pairs), certificate \
      \(ended ? "ended" : "ends", ended ? .bad : .plain) \(Moment.distance(info.certificateExpires, from: now))
      """
  }

  static func lines(_ info: PartnerInfo, now: Int64) -> [Line] {
    [self.line(info, now: now)]
      + info.pins.map { "    \("pin", .faint)          \($0)" }
      + ["    \("certificate", .faint)  until \(Moment.text(info.certificateExpires))"]
      + info.pairs.map { pair in
        let ends = pair.split(separator: ">")
        return ends.count == 2 ? "    \("may have", .faint)     \(ends[0]) \(symbol: .arrow) \(ends[1])" : "    \(pair)"
      }
  }
}
