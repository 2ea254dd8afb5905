extension SNPPolicy {
  init(_ section: DocumentNode) throws(DocumentError) {
    self.init()
    self.highestVMPL = try section.integer("highestVMPL", in: 0...3)
    self.cspIDs = try section.texts("cspIDs").map { Set($0.map { $0.text }) }
    if let minimum = try section.map("minimumTCB") { self.minimumTCB = try Self.minimum(minimum) }
    self.demands = try MeasurementDemands(section)
  }

  private static func minimum(_ node: DocumentNode) throws(DocumentError) -> [String: [String: UInt64]] {
    var minimum: [String: [String: UInt64]] = [:]
    for product in self.products {
      guard let versions = try node.map(product) else { continue }
      for component in self.components {
        guard let least = try versions.integer(component, in: 0...255) else { continue }
        minimum[product, default: [:]][component] = UInt64(least)
      }
      guard minimum[product] != nil else { throw DocumentError(versions.path, "names no component") }
    }
    // A product that nobody knows is refused as any other key.
    guard !node.keys.isEmpty else {
      throw DocumentError(node.path, "names no product", next: "Add one of: \(self.products.joined(separator: ", ")).")
    }
    return minimum
  }
}
