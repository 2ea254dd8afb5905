/// The versions of what a report's signature rests on: eight octets whose meaning the product line decides.
public struct SNPTCBVersion: Hashable, Sendable, CustomStringConvertible {
  /// The octets as a little-endian number, as they stand in the report.
  public let bits: UInt64

  init(_ bits: UInt64) { self.bits = bits }

  /// From version numbers by the places of their octets.
  init(places: [Int: UInt8]) {
    self.bits = places.reduce(0) { $0 | UInt64($1.value) << (8 * $1.key) }
  }

  /// The octet at this place, from 0 to 7.
  public func octet(_ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: self.bits >> (8 * place)) }

  /// The version numbers by their names: `bootloader`, `tee`, `snp`, `microcode`, and `fmc` where there is one.
  public func components(of line: SNPProductLine) -> [String: UInt64] {
    line.tcbPlaces.mapValues { UInt64(self.octet($0)) }
  }

  /// The octets in hex, in their order.
  public var description: String {
    let text = String(self.bits.byteSwapped, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
