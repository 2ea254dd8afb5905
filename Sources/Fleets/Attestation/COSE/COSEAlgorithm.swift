public import TLSKeys

/// Signature algorithms by their COSE numbers (RFC 9053 §2, RFC 8230 §2).
public enum COSEAlgorithm: Int64, Sendable, Hashable, CaseIterable {
  case es256 = -7
  case edDSA = -8
  case es384 = -35
  case ps256 = -37

  public init(_ algorithm: SignatureAlgorithm) {
    self =
      switch algorithm {
      case .es256: .es256
      case .es384: .es384
      case .ps256: .ps256
      case .edDSA: .edDSA
      }
  }
}
