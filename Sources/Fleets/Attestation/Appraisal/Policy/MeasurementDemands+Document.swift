extension MeasurementDemands {
  init(_ section: DocumentNode) throws(DocumentError) {
    self.init()
    self.required = Set(
      try section.texts("required", atMost: ReferenceValues.mostNames)?.map { $0.text.lowercased() } ?? [])
    guard let owner = try section.map("owner") else { return }
    guard owner.keys.count <= ReferenceValues.mostNames else {
      throw DocumentError(owner.path, "has \(owner.keys.count) names; \(ReferenceValues.mostNames) are allowed")
    }
    for key in owner.keys {
      guard let values = try owner.allowed(key, lengths: 1...64) else { continue }
      guard !values.contains(where: { $0.allSatisfy { $0 == 0 } }) else {
        throw DocumentError(owner.name(key), "is zero, which names nobody", next: "Remove the value.")
      }
      guard self.owner.updateValue(values, forKey: key.lowercased()) == nil else {
        throw DocumentError(owner.name(key), "stands twice", next: "Upper and lower case make no difference. Keep one.")
      }
    }
  }
}
