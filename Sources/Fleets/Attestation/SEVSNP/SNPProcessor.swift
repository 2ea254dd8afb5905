/// The processor that a report of version 3 or later says it comes from, by CPUID.
public struct SNPProcessor: Hashable, Sendable {
  /// Family and model with their extensions added.
  public let family: UInt8
  public let model: UInt8
  public let stepping: UInt8

  init(_ reader: inout OctetReader) throws(EvidenceError) {
    self.family = try reader.uint8()
    self.model = try reader.uint8()
    self.stepping = try reader.uint8()
  }

  /// nil for a processor that is not known.
  public var line: SNPProductLine? { SNPProductLine(family: self.family, model: self.model) }
}
