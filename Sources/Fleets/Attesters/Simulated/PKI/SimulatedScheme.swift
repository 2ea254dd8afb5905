/// How a made-up certificate, report or list is signed.
package enum SimulatedScheme: Sendable, Hashable {
  case ecdsaSHA256
  case ecdsaSHA384
  /// MGF1 with SHA-384 and a salt of 48 octets, as AMD's CAs sign.
  case rsaPSSSHA384

  /// The AlgorithmIdentifier (RFC 5758 §3.2, RFC 4055 §3.1).
  var identifier: [UInt8] {
    switch self {
    case .ecdsaSHA256: DERWriter.sequence(DERWriter.identifier([1, 2, 840, 10045, 4, 3, 2]))
    case .ecdsaSHA384: DERWriter.sequence(DERWriter.identifier([1, 2, 840, 10045, 4, 3, 3]))
    case .rsaPSSSHA384: Self.pss(salt: 48)
    }
  }

  /// RSASSA-PSS with SHA-384 and this many octets of salt.
  static func pss(salt: UInt64) -> [UInt8] {
    let sha384 = DERWriter.sequence(DERWriter.identifier([2, 16, 840, 1, 101, 3, 4, 2, 2]), DERWriter.null)
    let mask = DERWriter.sequence(DERWriter.identifier([1, 2, 840, 113549, 1, 1, 8]), sha384)
    return DERWriter.sequence(
      DERWriter.identifier([1, 2, 840, 113549, 1, 1, 10]),
      DERWriter.sequence(
        DERWriter.tagged(0, sha384), DERWriter.tagged(1, mask), DERWriter.tagged(2, DERWriter.integer(salt)),
        DERWriter.tagged(3, DERWriter.integer(1))))
  }
}
