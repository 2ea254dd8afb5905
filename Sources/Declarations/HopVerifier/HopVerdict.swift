public import Declarations
public import TLSKeys

/// What verification of one hop came to.
public struct HopVerdict: Sendable {
  public let hop: Hop
  public let destinationEnd: HopEnd
  public let judgement: HopJudgement
  /// What the judgement rests on, and when it was weighed, Unix seconds.
  public let evidence: HopEvidence
  public let weighedAt: Int64
  /// Whether the verdict rests on what the zone's own servers said during this verification.
  public let fresh: Bool
  /// What a person should hear besides the verdict: a broken path, policies passed over, a fresh look that failed.
  public let notes: [String]
  /// How long it took, the destination's handshake included.
  public let elapsed: Duration

  /// The key that the origin showed.
  public var originKey: KeyDigest? { Self.digest(self.hop.originEnd) }
  /// The key that the destination showed.
  public var destinationKey: KeyDigest? { Self.digest(self.destinationEnd) }

  private static func digest(_ end: HopEnd) -> KeyDigest? {
    if case .keys(let keys) = end { keys.first?.digest } else { nil }
  }
}
