import Crypto
import CryptoExtras
import SwiftASN1

extension CertificateKey {
  private static let ecPublicKey: ASN1ObjectIdentifier = [1, 2, 840, 10045, 2, 1]
  private static let prime256v1: ASN1ObjectIdentifier = [1, 2, 840, 10045, 3, 1, 7]
  private static let secp384r1: ASN1ObjectIdentifier = [1, 3, 132, 0, 34]
  private static let rsaEncryption: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 1, 1]

  private struct Incomplete: Error {}

  /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): P-256, P-384, or RSA of 2048 to 4096 bits.
  init(spki: [UInt8]) throws(EvidenceError) {
    let check = "x509.public-key"
    let kind: (algorithm: ASN1ObjectIdentifier, curve: ASN1ObjectIdentifier?)
    do {
      kind = try DER.sequence(try DER.parse(spki), identifier: .sequence) { nodes in
        guard let algorithm = nodes.next() else { throw Incomplete() }
        let kind = try DER.sequence(algorithm, identifier: .sequence) { nodes in
          let algorithm = try ASN1ObjectIdentifier(derEncoded: &nodes)
          let curve = nodes.next()
          return (
            algorithm, algorithm == Self.ecPublicKey ? try curve.map { try ASN1ObjectIdentifier(derEncoded: $0) } : nil
          )
        }
        _ = try ASN1BitString(derEncoded: &nodes)
        return kind
      }
    } catch {
      throw .malformed(check, "a SubjectPublicKeyInfo is no such structure")
    }
    do {
      switch kind {
      case (Self.ecPublicKey, Self.prime256v1?): self = .p256(try P256.Signing.PublicKey(derRepresentation: spki))
      case (Self.ecPublicKey, Self.secp384r1?): self = .p384(try P384.Signing.PublicKey(derRepresentation: spki))
      case (Self.rsaEncryption, _):
        // The other initializer's error would not tell a short key from none.
        let key = try _RSA.Signing.PublicKey(unsafeDERRepresentation: spki)
        guard (2_048...4_096).contains(key.keySizeInBits) else {
          throw EvidenceError(.unsupportedAlgorithm, check, "an RSA key of \(key.keySizeInBits) bits")
        }
        self = .rsa(key)
      default: throw EvidenceError(.unsupportedAlgorithm, check, "a key of the kind \(kind.algorithm)")
      }
    } catch let error as EvidenceError {
      throw error
    } catch {
      throw .malformed(check, "the public key of a certificate cannot be read")
    }
  }
}
