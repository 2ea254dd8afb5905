/// A field that a format reserves, and that is not zero in a piece of evidence.
public struct ReservedField: Sendable, Hashable {
  /// Octets from the beginning of the structure.
  public let offset: Int
  /// All of the field.
  public let octets: [UInt8]
}
