import Attestation

/// A TCB version of SEV-SNP: eight octets, whose meaning the product decides.
enum SNPTCBFields {
  private static let labels = [
    ("fmc", "FMC", "first mutable code of the secure processor"),
    ("bootloader", "bootloader", "of the secure processor"),
    ("tee", "TEE", "operating system of the secure processor"), ("snp", "SNP", "firmware"),
    ("microcode", "microcode", "of the cores"),
  ]

  /// - Parameter line: nil where the report does not say it: then both meanings are shown.
  static func field(
    _ key: String, _ label: String, _ version: SNPTCBVersion, of line: SNPProductLine?, _ meaning: String
  ) -> ShownField {
    guard let line else {
      return ShownField(
        key, label, .text(version.description), meaning,
        parts: [
          ShownField("asMilanOrGenoa", "as of Milan or Genoa", .text(self.sentence(version, .milan))),
          ShownField("asTurin", "as of Turin", .text(self.sentence(version, .turin))),
        ])
    }
    let components = version.components(of: line)
    let parts = self.labels.compactMap { key, label, meaning in
      components[key].map { ShownField(key, label, .number($0), meaning) }
    }
    return ShownField(key, label, .text(version.description), meaning, parts: parts + self.rest(version, line))
  }

  private static func sentence(_ version: SNPTCBVersion, _ line: SNPProductLine) -> String {
    let components = version.components(of: line)
    return self.labels.compactMap { key, label, _ in components[key].map { "\(label) \($0)" } }.joined(separator: ", ")
  }

  /// Octets to which no component belongs, where they are not zero.
  private static func rest(_ version: SNPTCBVersion, _ line: SNPProductLine) -> [ShownField] {
    let places = line == .turin ? 4...6 : 2...5
    let octets = places.map { version.octet($0) }
    guard octets.contains(where: { $0 != 0 }) else { return [] }
    return [ShownField("reserved", "octets \(places.lowerBound) to \(places.upperBound)", .octets(octets), "reserved")]
  }
}
