import Crypto
import CryptoExtras
import SwiftASN1

/// The public half of a TLS key with which declarations can be signed.
///
/// Two keys are equal when their SubjectPublicKeyInfo octets are.
public struct PublicKey: Sendable, Hashable, CustomStringConvertible {
  enum Material: Sendable {
    case rsa(_RSA.Signing.PublicKey, modulusOctets: Int)
    case p256(P256.Signing.PublicKey)
    case p384(P384.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)
  }

  /// The DER SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), octet for octet as it was given.
  public let spkiDER: [UInt8]
  /// The SHA-256 of ``spkiDER``.
  public let digest: KeyDigest
  let material: Material

  /// Reads a DER SubjectPublicKeyInfo of at most 4096 octets.
  ///
  /// - Throws: ``KeyError/unsupported(_:)`` for kinds and sizes of keys that declarations are not made with,
  ///   ``KeyError/malformed(_:)`` for everything that is no such structure, octets after its end included.
  public init(spkiDER: [UInt8]) throws(KeyError) {
    self.material = try Self.material(spkiDER)
    self.spkiDER = spkiDER
    self.digest = KeyDigest(spkiDER: spkiDER)
  }

  /// Takes the key out of a DER certificate; nothing else of the certificate is judged.
  public init(certificateDER: [UInt8]) throws(KeyError) {
    self = try LeafCertificate(der: certificateDER).publicKey.get()
  }

  /// Takes the first `PUBLIC KEY` or `CERTIFICATE` block of a PEM text (RFC 7468).
  public init(pem: String) throws(KeyError) {
    let blocks = try PEMText(pem).blocks
    guard let block = blocks.first(where: { ["PUBLIC KEY", "CERTIFICATE"].contains($0.label) }) else {
      throw .missing("public key or certificate")
    }
    if block.label == "CERTIFICATE" {
      try self.init(certificateDER: block.octets)
    } else {
      try self.init(spkiDER: block.octets)
    }
  }

  /// The first 12 octets of the digest.
  public var tag: KeyTag { KeyTag(of: self.digest) }

  /// The one algorithm this key signs declarations with.
  public var algorithm: SignatureAlgorithm {
    switch self.material {
    case .rsa: .ps256
    case .p256: .es256
    case .p384: .es384
    case .ed25519: .edDSA
    }
  }

  /// The number of octets of every signature of this key.
  public var signatureLength: Int {
    switch self.material {
    case .rsa(_, let modulusOctets): modulusOctets
    case .p256, .ed25519: 64
    case .p384: 96
    }
  }

  public var description: String { "\(self.algorithm) key \(self.digest)" }

  public static func == (left: PublicKey, right: PublicKey) -> Bool { left.spkiDER == right.spkiDER }

  public func hash(into hasher: inout Hasher) { hasher.combine(self.digest) }
}
