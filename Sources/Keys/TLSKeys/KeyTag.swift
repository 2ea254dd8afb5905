/// The first 12 octets of a ``KeyDigest``: enough to choose a record by, never enough to trust one.
public struct KeyTag: Hashable, Sendable, CustomStringConvertible {
  /// The number of octets of every tag.
  public static let octetCount = 12

  /// The 12 octets.
  public let octets: [UInt8]

  /// The tag of a digest.
  public init(of digest: KeyDigest) {
    self.octets = Array(digest.octets.prefix(Self.octetCount))
  }

  /// Reads the 16 characters of strict base64url; nil for anything else.
  public init?(base64URL: some StringProtocol) {
    guard base64URL.utf8.count == 16, let octets = Base64URL.decode(base64URL) else { return nil }
    self.octets = octets
  }

  /// 16 characters of base64url.
  public var base64URL: String { Base64URL.encode(self.octets) }

  public var description: String { self.base64URL }
}
