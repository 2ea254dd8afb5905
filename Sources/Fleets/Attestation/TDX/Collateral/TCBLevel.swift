/// How Intel judges platforms whose versions are at least these.
struct TCBLevel: Sendable, Hashable {
  /// 16 each.
  let sgxComponents: [UInt8]
  let tdxComponents: [UInt8]
  let pceSVN: UInt16
  let judgement: TCBJudgement

  init(_ fields: JSONFields) throws(EvidenceError) {
    let tcb = try fields.object("tcb")
    self.sgxComponents = try Self.versions(tcb, "sgxtcbcomponents")
    self.tdxComponents = try Self.versions(tcb, "tdxtcbcomponents")
    self.pceSVN = UInt16(try tcb.integer("pcesvn", in: 0...65_535))
    self.judgement = try TCBJudgement(fields)
  }

  private static func versions(_ tcb: JSONFields, _ name: String) throws(EvidenceError) -> [UInt8] {
    var versions: [UInt8] = []
    for component in try tcb.objects(name, counts: 16...16) {
      versions.append(UInt8(try component.integer("svn", in: 0...255)))
    }
    return versions
  }
}
