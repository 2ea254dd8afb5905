import Crypto

/// What names a TLS key everywhere in Warifu: the SHA-256 of its DER SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
///
/// It is taken over the octets as they stand in the certificate. Digests are ordered by their octets, as the target
/// keys in a declaration are.
public struct KeyDigest: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The number of octets of every digest.
  public static let octetCount = 32

  /// The 32 octets.
  public let octets: [UInt8]

  /// Takes a digest that is already computed; nil unless it has 32 octets.
  public init?(octets: some Collection<UInt8>) {
    guard octets.count == Self.octetCount else { return nil }
    self.octets = Array(octets)
  }

  /// Reads the 43 characters of strict base64url; nil for anything else.
  public init?(base64URL: some StringProtocol) {
    guard base64URL.utf8.count == 43, let octets = Base64URL.decode(base64URL) else { return nil }
    self.init(octets: octets)
  }

  /// The digest of a DER SubjectPublicKeyInfo, which is not parsed.
  public init(spkiDER: some Sequence<UInt8>) {
    self.octets = Array(SHA256.hash(data: Array(spkiDER)))
  }

  /// 43 characters of base64url.
  public var base64URL: String { Base64URL.encode(self.octets) }

  public var description: String { self.base64URL }

  /// Compares octet by octet, the first octet counting most.
  public static func < (left: KeyDigest, right: KeyDigest) -> Bool {
    left.octets.lexicographicallyPrecedes(right.octets)
  }
}
