import TLSKeys

extension AppraisalPolicy {
  /// The version of the schema that is read.
  public static let schema: Int64 = 1

  /// Reads the schema of `docs/attestation.md`. What it does not mention is as in the default policy.
  ///
  /// - Throws: ``DocumentError`` for everything that is not exactly it, keys that nobody reads included.
  public init(document: DocumentValue) throws(DocumentError) {
    let node = try DocumentNode(document)
    try node.checkSchema(Self.schema)
    self.init()
    self.name = try node.name(longest: ReferenceValues.longestName)
    self.allowsDebug = try node.flag("debug") ?? self.allowsDebug
    if let age = try node.integer("freshness", in: 1...31_536_000) {
      self.freshness = Freshness(maximumAge: age, maximumAhead: self.freshness.maximumAhead)
    }
    self.simulatedRoots = try node.octets("simulatedRoots", lengths: 32...32) ?? []
    self.referenceSigners = try Self.signers(node)
    if let section = try node.map("nitro") { self.nitro.demands = try MeasurementDemands(section) }
    if let section = try node.map("snp") { self.snp = try SNPPolicy(section) }
    if let section = try node.map("tdx") { self.tdx = try TDXPolicy(section) }
    try node.finish()
  }

  private static func signers(_ node: DocumentNode) throws(DocumentError) -> Set<KeyDigest> {
    var signers: Set<KeyDigest> = []
    guard let texts = try node.texts("referenceSigners") else { return [] }
    guard !texts.isEmpty else {
      throw DocumentError(
        node.name("referenceSigners"), "names nobody", next: "Name a signer, or remove the key to take unsigned values."
      )
    }
    for (path, text) in texts {
      guard let digest = KeyDigest(base64URL: text) else {
        throw DocumentError(path, "is no pin", next: "Write the 43 characters that `warifu identity show` prints.")
      }
      signers.insert(digest)
    }
    return signers
  }
}
