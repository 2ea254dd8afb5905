/// Octets of JSON as Intel signs them, and the signature.
struct SignedText: Sendable, Hashable {
  /// The most octets of a TCB Info or a QE Identity; real ones have about 5,000.
  static let maximumOctets = 262_144

  let octets: [UInt8]
  /// r and s, 32 octets each.
  let signature: [UInt8]

  /// Takes what was signed from the answer of Intel's service, `{"tcbInfo":{…},"signature":"…"}`: the octets of that one member
  /// of the outermost object, wherever else the same name may stand.
  init(answer: [UInt8], outermost: JSONFields, member name: String) throws(EvidenceError) {
    self.octets = Array(answer[try outermost.member(name).place])
    self.signature = try outermost.octets("signature", count: 64)
  }

  init(octets: [UInt8], signature: [UInt8]) {
    self.octets = octets
    self.signature = signature
  }
}
