import TLSKeys

extension ReferenceValues {
  /// The version of the schema that is read and written.
  public static let schema: Int64 = 1
  /// How a document says that the owner does not look at a measurement.
  static let anyWord = "any"

  /// Reads the schema of `docs/attestation.md`.
  ///
  /// - Throws: ``DocumentError`` for everything that is not exactly it, keys that nobody reads included.
  public init(document: DocumentValue) throws(DocumentError) {
    let node = try DocumentNode(document)
    try node.checkSchema(Self.schema)
    let name = try node.name(longest: Self.longestName)
    let notBefore = try node.time("notBefore")
    let notAfter = try node.time("notAfter")
    var values: [EvidenceFormat: [String: Allowed]] = [:]
    for format in EvidenceFormat.allCases {
      guard let section = try node.map(format.rawValue) else { continue }
      values[format] = try Self.values(section)
    }
    try node.finish()
    guard !values.isEmpty else {
      throw DocumentError(
        "", "names no TEE", next: "Add one of: \(EvidenceFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    if let notBefore, let notAfter, notAfter < notBefore {
      throw DocumentError("notAfter", "lies before notBefore")
    }
    self.init(name: name, notBefore: notBefore, notAfter: notAfter, values: values)
  }

  private static func values(_ section: DocumentNode) throws(DocumentError) -> [String: Allowed] {
    guard section.keys.count <= Self.mostNames else {
      throw DocumentError(section.path, "has \(section.keys.count) names; \(Self.mostNames) are allowed")
    }
    var values: [String: Allowed] = [:]
    for key in section.keys {
      let allowed: Allowed
      if case .text(Self.anyWord)? = section.value(key) {
        allowed = .any
      } else if let octets = try section.allowed(key, lengths: 1...Self.longestValue) {
        allowed = .oneOf(octets)
      } else {
        continue
      }
      guard values.updateValue(allowed, forKey: key.lowercased()) == nil else {
        throw DocumentError(
          section.name(key), "stands twice", next: "Upper and lower case make no difference. Keep one.")
      }
    }
    return values
  }

  /// The values in the schema of `docs/attestation.md`, in one order: equal values make equal documents.
  public var document: DocumentValue {
    var fields: [DocumentValue.Field] = [.init("schema", .integer(Self.schema)), .init("name", .text(self.name))]
    if let notBefore { fields.append(.init("notBefore", .text(TimeText.utc(notBefore)))) }
    if let notAfter { fields.append(.init("notAfter", .text(TimeText.utc(notAfter)))) }
    for format in EvidenceFormat.allCases {
      guard self.values[format] != nil else { continue }
      fields.append(.init(format.rawValue, .map(self.sorted(format).map { .init($0.key, $0.value.document) })))
    }
    return .map(fields)
  }

  /// What is said for one kind of TEE, in the order in which people read it: `pcr2` before `pcr10`.
  func sorted(_ format: EvidenceFormat) -> [(key: String, value: Allowed)] {
    (self.values[format] ?? [:]).sorted { ($0.key.utf8.count, $0.key) < ($1.key.utf8.count, $1.key) }
  }
}

extension ReferenceValues.Allowed {
  fileprivate var document: DocumentValue {
    switch self {
    case .any: .text(ReferenceValues.anyWord)
    case .oneOf(let values): .list(values.map { Hexadecimal.text($0) }.sorted().map { .text($0) })
    }
  }
}
