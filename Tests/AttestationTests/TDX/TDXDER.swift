import Crypto
import TLSKeys

/// Writes the little DER that certificates and revocation lists of a made-up Intel need.
enum TDXDER {
  static func wrapped(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
    let contents = parts.flatMap(\.self)
    let count = contents.count
    let length: [UInt8] =
      count < 0x80
      ? [UInt8(count)] : count < 0x100 ? [0x81, UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
    return [tag] + length + contents
  }

  static func sequence(_ parts: [UInt8]...) -> [UInt8] { self.wrapped(0x30, parts.flatMap(\.self)) }

  /// Of numbers below 2^28.
  static func oid(_ numbers: [UInt]) -> [UInt8] {
    var octets = [UInt8(numbers[0] * 40 + numbers[1])]
    for number in numbers.dropFirst(2) {
      for shift in [21, 14, 7] where number >> UInt(shift) > 0 {
        octets.append(UInt8(number >> UInt(shift) & 0x7F) | 0x80)
      }
      octets.append(UInt8(number & 0x7F))
    }
    return self.wrapped(0x06, octets)
  }

  static func integer(_ number: Int) -> [UInt8] {
    var octets = [UInt8(number & 0xFF)]
    var rest = number >> 8
    while rest > 0 {
      octets.insert(UInt8(rest & 0xFF), at: 0)
      rest >>= 8
    }
    if octets[0] >= 0x80 { octets.insert(0, at: 0) }
    return self.wrapped(0x02, octets)
  }

  static func name(_ commonName: String) -> [UInt8] {
    self.sequence(
      self.wrapped(0x31, self.sequence(self.oid([2, 5, 4, 3]), self.wrapped(0x0C, Array(commonName.utf8)))))
  }

  /// UTCTime.
  static func time(_ seconds: Int64) -> [UInt8] {
    self.wrapped(0x17, Array(TimeText.utc(seconds).dropFirst(2).filter { $0.isNumber || $0 == "Z" }.utf8))
  }

  static func bits(_ octets: [UInt8], unused: UInt8 = 0) -> [UInt8] { self.wrapped(0x03, [unused], octets) }

  static let ecdsaWithSHA256 = sequence(oid([1, 2, 840, 10045, 4, 3, 2]))

  /// What is to be signed, with a signature.
  static func signed(_ contents: [UInt8], by key: P256.Signing.PrivateKey) throws -> [UInt8] {
    let signature = try key.signature(for: SHA256.hash(data: contents)).derRepresentation
    return self.sequence(contents, self.ecdsaWithSHA256, self.bits(Array(signature)))
  }
}
