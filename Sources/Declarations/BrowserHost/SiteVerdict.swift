import Declarations
import HopVerifier
import TLSKeys

/// The verdict about a hop, as the extension needs it.
struct SiteVerdict: Encodable, Sendable {
  let hop: VerificationReport.HopEntry
  /// Of the keys that the destination showed, those with which the hop is verified: the browser must see one of them.
  let accepted: [String]
  /// Whether a known policy demands a verified declaration for this hop.
  let demanded: Bool
  /// Unix seconds until which the verdict holds for the same keys.
  let until: Int64
  let notes: [String]
  /// What is to be remembered of the hosts' policies, so that a protected hop stops even when this host cannot be asked.
  let protects: Protections
  /// What is wrong with the way to the DNS: `stripsDNSSEC`, `wrongClock` or `unreachable`; absent where nothing is.
  let path: String?
  let pathReason: String?

  struct Protections: Encodable, Sendable {
    let origin: Protection?
    let destination: Protection?
  }

  struct Protection: Encodable, Sendable {
    let kinds: [String]
    /// Unix seconds.
    let until: Int64
  }

  init(_ verdict: HopVerdict, memory: any PolicyMemory, way: BrowserNames.Way) {
    let judgement = verdict.judgement
    self.hop = VerificationReport.HopEntry(verdict)
    self.accepted = Self.accepted(verdict).map(\.base64URL)
    self.demanded = judgement.demanded
    self.until = judgement.holdsUntil
    self.notes = verdict.notes
    self.path = way.state == .validates ? nil : way.state.rawValue
    self.pathReason = way.reason
    let (origin, destination) = (judgement.originPolicy, judgement.destinationPolicy)
    func protection(_ host: HostName?, _ scope: Set<HopKind>) -> Protection? {
      guard let host, let known = memory.policy(of: host, now: verdict.weighedAt) else { return nil }
      return Protection(kinds: scope.map(\.rawValue).sorted(), until: known.until)
    }
    self.protects = Protections(
      origin: origin.value == .enforce ? protection(origin.decider, origin.scope) : nil,
      destination: destination.value == .require
        ? protection(verdict.hop.destination.name, destination.scope) : nil)
  }

  private static func accepted(_ verdict: HopVerdict) -> [KeyDigest] {
    guard verdict.judgement.verdict == .verified, case .keys(let keys) = verdict.destinationEnd else { return [] }
    guard keys.count > 1 else { return keys.map(\.digest) }
    let evidence = verdict.evidence
    return keys.filter { key in
      let alone = HopEvidence(
        pair: evidence.pair, kinds: evidence.kinds, origin: evidence.origin, destination: .keys([key]),
        declaration: evidence.declaration, originPolicies: evidence.originPolicies,
        destinationPolicy: evidence.destinationPolicy)
      return HopJudgement(alone, now: verdict.weighedAt).verdict == .verified
    }.map(\.digest)
  }
}
