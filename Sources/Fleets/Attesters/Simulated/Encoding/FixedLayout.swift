/// Octets of a fixed layout, written at their offsets. Numbers are little-endian.
struct FixedLayout {
  private(set) var octets: [UInt8]

  /// - Parameter count: how many octets there are; all are zero at first.
  init(count: Int) { self.octets = [UInt8](repeating: 0, count: count) }

  /// Writes octets at an offset. What would stand beyond the end is left out.
  mutating func put(_ octets: [UInt8], at offset: Int) {
    for (index, octet) in zip(offset..<self.octets.count, octets) { self.octets[index] = octet }
  }

  mutating func put(_ number: some FixedWidthInteger, at offset: Int) { self.put(Self.octets(number), at: offset) }

  mutating func put(_ changes: [OctetChange]) {
    for change in changes { self.put(change.octets, at: change.offset) }
  }

  static func octets(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
