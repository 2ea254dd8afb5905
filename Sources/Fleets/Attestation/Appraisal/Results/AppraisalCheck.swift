/// One thing that was looked at, and what came of it.
public struct AppraisalCheck: Sendable, Hashable {
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    case passed
    case failed
    /// There was nothing to check: another kind of TEE, or nobody demands it.
    case notApplicable = "not applicable"
  }

  /// A stable word: `reference.pcr0`, `tcb.status`.
  public let name: String
  public let outcome: Outcome
  /// What a failure makes of the result: ``TrustTier/warning`` or ``TrustTier/contraindicated``;
  /// ``TrustTier/affirming`` where it passed, else ``TrustTier/none``.
  public let tier: TrustTier
  /// What was found, one line for people.
  public let message: String
  /// What it adds to the trustworthiness vector.
  let claims: [TrustworthinessVector.Aspect: Int8]

  typealias Claims = [TrustworthinessVector.Aspect: Int8]

  static func passed(_ name: String, _ message: String, _ claims: Claims = [:]) -> Self {
    Self(name: name, outcome: .passed, tier: .affirming, message: message, claims: claims)
  }

  static func failed(_ name: String, _ message: String, _ claims: Claims = [:]) -> Self {
    Self(name: name, outcome: .failed, tier: .contraindicated, message: message, claims: claims)
  }

  static func warned(_ name: String, _ message: String, _ claims: Claims = [:]) -> Self {
    Self(name: name, outcome: .failed, tier: .warning, message: message, claims: claims)
  }

  static func notApplicable(_ name: String, _ message: String) -> Self {
    Self(name: name, outcome: .notApplicable, tier: .none, message: message, claims: [:])
  }
}

extension AppraisalCheck {
  /// The same, and it does not speak for what runs.
  var withoutApproval: Self {
    let claims = self.claims.filter { $0.key != .executables || $0.value != TrustClaim.approvedBoot }
    return Self(name: self.name, outcome: self.outcome, tier: self.tier, message: self.message, claims: claims)
  }

  /// For JSON and results.
  public var document: DocumentValue {
    .map([
      .init("check", .text(self.name)), .init("outcome", .text(self.outcome.rawValue)),
      .init("tier", .text(self.tier.word)),
      .init("message", .text(self.message)),
    ])
  }
}
