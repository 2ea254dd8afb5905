extension DocumentValue: Encodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .text(let text): try Self.encode(text, to: encoder)
    case .integer(let number): try Self.encode(number, to: encoder)
    case .flag(let flag): try Self.encode(flag, to: encoder)
    case .nothing: try Self.encode(String?.none, to: encoder)
    case .list(let values):
      var container = encoder.unkeyedContainer()
      for value in values { try container.encode(value) }
    case .map(let fields):
      var container = encoder.container(keyedBy: Key.self)
      for field in fields { try container.encode(field.value, forKey: Key(stringValue: field.key)) }
    }
  }

  private static func encode(_ scalar: some Encodable, to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(scalar)
  }
}
