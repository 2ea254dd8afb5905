/// A version of AMD's SNP firmware, as reports name it.
public struct SNPFirmwareVersion: Hashable, Sendable, CustomStringConvertible {
  public let major: UInt8
  public let minor: UInt8
  public let build: UInt8

  init(_ reader: inout OctetReader) throws(EvidenceError) {
    self.build = try reader.uint8()
    self.minor = try reader.uint8()
    self.major = try reader.uint8()
  }

  /// As AMD writes it: `1.55.29`.
  public var description: String { "\(self.major).\(self.minor).\(self.build)" }
}
