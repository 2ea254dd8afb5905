public import TLSKeys

/// What measurements are expected, for one or several kinds of TEE: the values that an owner approved.
///
/// Where a set is given it is complete: a measurement that the evidence has and the set does not name counts against
/// the evidence.
public struct ReferenceValues: Sendable, Hashable {
  /// What may stand under one name.
  public enum Allowed: Sendable, Hashable {
    /// Whatever there is: the owner decided not to look.
    case any
    /// One of these, 1 to ``longestValue`` octets each.
    case oneOf(Set<[UInt8]>)
  }

  /// For people; it stands in results.
  public let name: String
  /// Unix seconds, both included; nil for no bound.
  public let notBefore: Int64?
  public let notAfter: Int64?
  /// By the names that ``VerifiedEvidence`` uses, in lower case.
  public let values: [EvidenceFormat: [String: Allowed]]
  /// Whose signature was found to hold over these values: SHA-256 of the SubjectPublicKeyInfo; nil where they are
  /// unsigned.
  public internal(set) var signer: KeyDigest?

  /// The most octets of ``name``.
  public static let longestName = 128
  /// The most octets of a value.
  public static let longestValue = 1_024
  /// The most names for one kind of TEE.
  public static let mostNames = 64

  public init(
    name: String, notBefore: Int64? = nil, notAfter: Int64? = nil, values: [EvidenceFormat: [String: Allowed]]
  ) {
    self.name = name
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.values = values
    self.signer = nil
  }
}
