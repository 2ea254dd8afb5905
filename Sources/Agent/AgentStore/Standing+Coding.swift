import Foundation

/// A standing round in one column, as JSON.
extension Standing: Codable {
  private enum CodingKeys: String, CodingKey {
    case generation, startedHere, originKeys, destinationKeys, originHalves, destinationHalves, validUntil, declaredAt
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func keys(_ name: CodingKeys) throws -> [[UInt8]] { try values.decode([Data].self, forKey: name).map { Array($0) } }
    self.init(
      generation: try values.decode(Int64.self, forKey: .generation),
      startedHere: try values.decode(Bool.self, forKey: .startedHere),
      keys: HostKeys(origin: try keys(.originKeys), destination: try keys(.destinationKeys)),
      halves: Halves(
        origin: try values.decode([String].self, forKey: .originHalves),
        destination: try values.decode([String].self, forKey: .destinationHalves)),
      validUntil: try values.decodeIfPresent(Int64.self, forKey: .validUntil),
      declaredAt: try values.decodeIfPresent(Int64.self, forKey: .declaredAt))
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(self.generation, forKey: .generation)
    try values.encode(self.startedHere, forKey: .startedHere)
    try values.encode(self.keys.origin.map { Data($0) }, forKey: .originKeys)
    try values.encode(self.keys.destination.map { Data($0) }, forKey: .destinationKeys)
    try values.encode(self.halves.origin, forKey: .originHalves)
    try values.encode(self.halves.destination, forKey: .destinationHalves)
    try values.encodeIfPresent(self.validUntil, forKey: .validUntil)
    try values.encodeIfPresent(self.declaredAt, forKey: .declaredAt)
  }
}
