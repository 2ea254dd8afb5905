/// How Intel judges enclaves and modules whose one version number is at least this.
struct ISVLevel: Sendable, Hashable {
  let isvSVN: UInt16
  let judgement: TCBJudgement

  /// The most levels of any list.
  static let mostLevels = 256

  init(_ fields: JSONFields) throws(EvidenceError) {
    self.isvSVN = UInt16(try fields.object("tcb").integer("isvsvn", in: 0...65_535))
    self.judgement = try TCBJudgement(fields)
  }

  /// From the best to the worst, as Intel lists them.
  static func all(_ fields: JSONFields) throws(EvidenceError) -> [Self] {
    var levels: [Self] = []
    for level in try fields.objects("tcbLevels", counts: 1...Self.mostLevels) { levels.append(try Self(level)) }
    return levels
  }
}
