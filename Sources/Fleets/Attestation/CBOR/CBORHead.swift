/// What an item begins with (RFC 8949 §3).
struct CBORHead {
  let major: Major
  /// The number, or the count of what follows; nil for an indefinite length.
  let argument: UInt64?

  /// The major types (RFC 8949 §3.1).
  enum Major: UInt8 {
    case unsigned, negative, bytes, text, array, map, tag, simple
  }

  /// Ends what has an indefinite length.
  static let stop: UInt8 = 0xFF

  /// Appends a definite head in its shortest form (RFC 8949 §4.2.1).
  static func append(_ major: Major, _ argument: UInt64, to octets: inout [UInt8]) {
    let type = major.rawValue << 5
    guard argument >= 24 else { return octets.append(type | UInt8(argument)) }
    let power: UInt8 = argument <= 0xFF ? 0 : argument <= 0xFFFF ? 1 : argument <= 0xFFFF_FFFF ? 2 : 3
    octets.append(type | 24 + power)
    for place in (0..<1 << UInt64(power)).reversed() {
      octets.append(UInt8(truncatingIfNeeded: argument >> (8 * place)))
    }
  }
}
