extension ReferenceValues {
  /// What was hardly meant so, a line each: names that no evidence of the kind has, and values of a length that what it says never
  /// has.
  package var warnings: [String] {
    EvidenceFormat.allCases.flatMap { format in
      self.sorted(format).compactMap { name, allowed in
        Self.warning(name, allowed, format).map { "\(format.rawValue).\(name): \($0)" }
      }
    }
  }

  private static func warning(_ name: String, _ allowed: Allowed, _ format: EvidenceFormat) -> String? {
    let lengths = MeasurementNames.lengths(of: name, in: format)
    switch (lengths, allowed) {
    case (nil, .any): return "no evidence of this kind has such a name, so that it changes nothing"
    case (nil, .oneOf): return "no evidence of this kind has such a name, so that all of it is contraindicated"
    case (_?, .any): return nil
    case (let lengths?, .oneOf(let values)):
      guard let wrong = values.map(\.count).filter({ !lengths.contains($0) }).min() else { return nil }
      let usual = lengths.sorted().map(String.init).joined(separator: " or ")
      let isAll = values.allSatisfy { !lengths.contains($0.count) }
      return "a value has \(wrong) octets instead of \(usual)"
        + (isAll ? ", so that all of it is contraindicated" : ": it matches nothing")
    }
  }
}
