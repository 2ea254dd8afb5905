/// A value of a document that people write as YAML or JSON: reference values, a policy, what `nitro-cli` prints.
///
/// YAML does not tell `5` from `"5"`. Whoever reads YAML may hand every scalar over as ``text(_:)``: numbers and
/// booleans that are written as text are read here as what they say.
public indirect enum DocumentValue: Sendable, Hashable {
  case text(String)
  case integer(Int64)
  case flag(Bool)
  /// JSON's `null`.
  case nothing
  case list([DocumentValue])
  /// In the order in which they were written.
  case map([Field])

  public struct Field: Sendable, Hashable {
    public let key: String
    public let value: DocumentValue

    public init(_ key: String, _ value: DocumentValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value of a map's field; nil where there is none, and for everything that is no map.
  public subscript(_ key: String) -> DocumentValue? {
    guard case .map(let fields) = self else { return nil }
    return fields.first { $0.key == key }?.value
  }
}
