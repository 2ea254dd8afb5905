import SwiftASN1

/// The modulus and exponent of an RSA key, held to the sizes that declarations allow.
struct RSANumbers {
  let modulus: ArraySlice<UInt8>
  let exponent: ArraySlice<UInt8>

  /// Reads the two INTEGERs that begin RSAPublicKey, and follow the version in RSAPrivateKey (RFC 8017 appendix A.1).
  init(_ nodes: inout ASN1NodeCollection.Iterator) throws {
    self.modulus = try Self.positive(&nodes)
    self.exponent = try Self.positive(&nodes)
    let bits = Self.bitCount(self.modulus)
    guard 2048...8192 ~= bits else { throw KeyError.unsupported("an RSA key of \(bits) bits") }
    // BoringSSL's own limit is 33 bits; what is in use is 65537, seldom 3 or 17.
    guard let last = self.exponent.last, last & 1 == 1, 2...33 ~= Self.bitCount(self.exponent) else {
      throw KeyError.unsupported("an RSA key with an exponent that is even, 1, or longer than 33 bits")
    }
  }

  private static func positive(_ nodes: inout ASN1NodeCollection.Iterator) throws -> ArraySlice<UInt8> {
    // Read as unsigned: a number below zero is refused, the sign octet of the others is taken away.
    try ArraySlice<UInt8>(derEncoded: &nodes).drop { $0 == 0 }
  }

  private static func bitCount(_ octets: ArraySlice<UInt8>) -> Int {
    octets.first.map { octets.count * 8 - $0.leadingZeroBitCount } ?? 0
  }
}
