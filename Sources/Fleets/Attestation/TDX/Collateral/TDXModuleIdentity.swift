/// What a TDX module must look like, and how Intel judges its versions.
struct TDXModuleIdentity: Sendable, Hashable {
  /// `TDX_01`; empty for the one that stands for modules of the first series, whose versions the platform's levels judge.
  let id: String
  let mrSigner: [UInt8]
  let attributes: [UInt8]
  let attributesMask: [UInt8]
  /// Empty for the module of the first series.
  let levels: [ISVLevel]

  /// `tdxModule` of TCB Info.
  init(first fields: JSONFields) throws(EvidenceError) {
    try self.init(fields, id: "", levels: [])
  }

  /// One of `tdxModuleIdentities`.
  init(series fields: JSONFields) throws(EvidenceError) {
    try self.init(fields, id: try fields.text("id"), levels: try ISVLevel.all(fields))
  }

  private init(_ fields: JSONFields, id: String, levels: [ISVLevel]) throws(EvidenceError) {
    self.id = id
    self.mrSigner = try fields.octets("mrsigner", count: 48)
    self.attributes = try fields.octets("attributes", count: 8)
    self.attributesMask = try fields.octets("attributesMask", count: 8)
    self.levels = levels
  }
}
