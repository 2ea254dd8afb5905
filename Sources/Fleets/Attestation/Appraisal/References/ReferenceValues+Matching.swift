extension ReferenceValues {
  /// What no evidence can ever match, in words: a name that no format has, or a value of a length that the name never has.
  /// Whoever writes such a set means something else; evidence judged by it is contraindicated.
  package var unmatchable: [String] {
    EvidenceFormat.allCases.flatMap { format -> [String] in
      let values = self.values[format] ?? [:]
      return values.sorted { ($0.key.utf8.count, $0.key) < ($1.key.utf8.count, $1.key) }.compactMap { name, allowed in
        guard let lengths = MeasurementNames.lengths(of: name, in: format) else {
          return "\(format.rawValue).\(name): no evidence of this kind has such a name"
        }
        guard case .oneOf(let octets) = allowed, let wrong = octets.first(where: { !lengths.contains($0.count) }) else {
          return nil
        }
        let usual = lengths.sorted().map(String.init).joined(separator: " or ")
        return "\(format.rawValue).\(name): a value has \(wrong.count) octets, and what evidence says has \(usual)"
      }
    }
  }
}
