/// Why a piece of evidence, or an endorsement of it, was not verified.
///
/// Two errors are equal when their ``check`` is: the message is for people.
public struct EvidenceError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is; the raw value is what JSON and test vectors call it.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case malformed
    case unsupportedAlgorithm = "unsupported-algorithm"
    case unsupportedVersion = "unsupported-version"
    case badSignature = "bad-signature"
    case badChain = "bad-chain"
    case untrustedRoot = "untrusted-root"
    /// A certificate, at the time of the check.
    case expired
    case revoked
    /// The evidence is too old, from the future, or not made for what was asked.
    case stale
    case collateralMissing = "collateral-missing"
    case collateralExpired = "collateral-expired"
  }

  public let kind: Kind
  /// The check that failed, as a stable word: `nitro.pcr-index`, `x509.path-length`.
  public let check: String
  /// What was found, and of what: one line for people.
  public let message: String

  public init(_ kind: Kind, _ check: String, _ message: String) {
    self.kind = kind
    self.check = check
    self.message = message
  }

  public var description: String { "\(self.kind.rawValue): \(self.message)" }

  static func malformed(_ check: String, _ message: String) -> Self { Self(.malformed, check, message) }
}

extension EvidenceError: Hashable {
  public static func == (left: Self, right: Self) -> Bool { left.kind == right.kind && left.check == right.check }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(self.kind)
    hasher.combine(self.check)
  }
}
