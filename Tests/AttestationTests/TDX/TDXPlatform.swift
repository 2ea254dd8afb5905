/// A platform as its PCK certificate describes it, each field to be made wrong.
struct TDXPlatform {
  static let id: [UInt] = [1, 2, 840, 113741, 1, 13, 1]

  var components = [Int](repeating: 5, count: 16)
  var pceSVN = 13
  var pceID: [UInt8] = [0, 0]
  var fmspc: [UInt8] = [0x90, 0xC0, 0x6F, 0, 0, 0]
  /// Further pairs among those of the outermost sequence.
  var more: [[UInt8]] = []

  /// The DER inside the extension's OCTET STRING.
  var der: [UInt8] {
    let versions =
      self.components.enumerated().map { Self.pair([2, UInt($0.offset + 1)], TDXDER.integer($0.element)) }
      + [
        Self.pair([2, 17], TDXDER.integer(self.pceSVN)),
        Self.pair([2, 18], TDXDER.wrapped(0x04, [UInt8](repeating: 3, count: 16))),
      ]
    return TDXDER.sequence(
      Self.pair([1], TDXDER.wrapped(0x04, [UInt8](repeating: 9, count: 16))),
      Self.pair([2], TDXDER.sequence(versions.flatMap(\.self))), Self.pair([3], TDXDER.wrapped(0x04, self.pceID)),
      Self.pair([4], TDXDER.wrapped(0x04, self.fmspc)), Self.pair([5], TDXDER.wrapped(0x0A, [1])),
      self.more.flatMap(\.self))
  }

  static func pair(_ end: [UInt], _ value: [UInt8]) -> [UInt8] {
    TDXDER.sequence(TDXDER.oid(self.id + end), value)
  }
}
