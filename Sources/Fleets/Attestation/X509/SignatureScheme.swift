import SwiftASN1

/// How vendors of TEEs sign certificates and revocation lists.
enum SignatureScheme: Hashable, Sendable {
  case ecdsaSHA256
  case ecdsaSHA384
  /// MGF1 with SHA-384, a salt of 48 octets (RFC 8017 §8.1).
  case rsaPSSSHA384

  private static let ecdsaWithSHA256: ASN1ObjectIdentifier = [1, 2, 840, 10045, 4, 3, 2]
  private static let ecdsaWithSHA384: ASN1ObjectIdentifier = [1, 2, 840, 10045, 4, 3, 3]
  private static let rsassaPSS: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 1, 10]

  /// Reads an AlgorithmIdentifier (RFC 5280 §4.1.1.2).
  init(_ node: ASN1Node) throws(EvidenceError) {
    let check = "x509.signature-algorithm"
    let read: (ASN1ObjectIdentifier, ASN1Node?)
    do {
      read = try DER.sequence(node, identifier: .sequence) { nodes in
        (try ASN1ObjectIdentifier(derEncoded: &nodes), nodes.next())
      }
    } catch {
      throw .malformed(check, "an AlgorithmIdentifier is no such structure")
    }
    let (algorithm, parameters) = read
    switch algorithm {
    case Self.ecdsaWithSHA256 where parameters == nil: self = .ecdsaSHA256
    case Self.ecdsaWithSHA384 where parameters == nil: self = .ecdsaSHA384
    case Self.rsassaPSS where parameters.map { Self.pssParameters.contains(Array($0.encodedBytes)) } ?? false:
      self = .rsaPSSSHA384
    default:
      throw EvidenceError(
        .unsupportedAlgorithm, check, "a certificate is signed by \(algorithm), or with other parameters")
    }
  }

  /// RSASSA-PSS-params with SHA-384, MGF1 with SHA-384 and a salt of 48 octets: with NULL after each digest's name and without,
  /// and with the trailer field, which has a default, and without.
  private static let pssParameters: Set<[UInt8]> = {
    let name: [UInt8] = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02]
    let mgf1: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x08]
    func wrapped(_ tag: UInt8, _ octets: [UInt8]) -> [UInt8] { [tag, UInt8(octets.count)] + octets }
    var all: Set<[UInt8]> = []
    for null in [[0x05, 0x00], []] as [[UInt8]] {
      let digest = wrapped(0x30, name + null)
      let mask = wrapped(0x30, mgf1 + digest)
      for trailer in [[], [0xA3, 0x03, 0x02, 0x01, 0x01]] as [[UInt8]] {
        all.insert(
          wrapped(0x30, wrapped(0xA0, digest) + wrapped(0xA1, mask) + [0xA2, 0x03, 0x02, 0x01, 0x30] + trailer))
      }
    }
    return all
  }()
}
