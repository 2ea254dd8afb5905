/// The four tiers of AR4SI (draft-ietf-rats-ar4si §3.2), by their numbers in CBOR.
public enum TrustTier: Int64, Sendable, Hashable, CaseIterable {
  /// No conclusion.
  case none = 0
  case affirming = 2
  case warning = 32
  case contraindicated = 96

  /// What JSON calls it.
  public var word: String { "\(self)" }

  /// The tier that JSON calls so; nil for other words.
  public init?(word: String) {
    guard let tier = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = tier
  }

  /// The tier of a trustworthiness claim's value (draft-ietf-rats-ar4si §3.1).
  public init(claim value: Int8) {
    self =
      switch value {
      case -1...1: .none
      case -32 ... -2, 2...31: .affirming
      case -96 ... -33, 32...95: .warning
      default: .contraindicated
      }
  }
}
