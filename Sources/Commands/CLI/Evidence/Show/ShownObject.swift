/// Fields as JSON: an object; octets are hexadecimal digits, times as RFC 3339 writes them.
struct ShownObject: Encodable, Sendable {
  private let fields: [ShownField]

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// One field's value, or its parts, or both.
  private struct Content: Encodable {
    let field: ShownField

    func encode(to encoder: any Encoder) throws {
      if self.field.isList {
        var container = encoder.unkeyedContainer()
        for part in self.field.parts { try container.encode(Content(field: part)) }
      } else if self.field.parts.isEmpty, let value = self.field.value {
        var container = encoder.singleValueContainer()
        switch value {
        case .number(let number): try container.encode(number)
        case .flag(let flag), .choice(let flag, _, _): try container.encode(flag)
        case .octets(let octets): try container.encode(ShownValue.hex(octets))
        case .texts(let texts): try container.encode(texts)
        case .numbers(let numbers): try container.encode(numbers)
        case .nothing: try container.encodeNil()
        case .text, .time, .milliseconds: try container.encode(value.text)
        }
      } else {
        let value = self.field.value.map { [ShownField("value", "", $0)] } ?? []
        try ShownObject(value + self.field.parts).encode(to: encoder)
      }
    }
  }

  init(_ fields: [ShownField]) { self.fields = fields }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for field in self.fields { try container.encode(Content(field: field), forKey: Key(stringValue: field.key)) }
  }
}
