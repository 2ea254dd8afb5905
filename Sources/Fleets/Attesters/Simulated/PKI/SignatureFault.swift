/// What is wrong with the signature of made-up evidence.
package enum SignatureFault: Sendable, Hashable {
  /// The lowest bit of the last octet is turned over.
  case damaged
  /// The last octet is missing.
  case short
  /// This many octets stand in its place.
  case replaced([UInt8])

  func applied(to signature: [UInt8]) -> [UInt8] {
    switch self {
    case .damaged: signature.dropLast() + signature.suffix(1).map { $0 ^ 1 }
    case .short: signature.dropLast()
    case .replaced(let octets): octets
    }
  }
}
