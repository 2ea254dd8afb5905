package import TLSKeys

/// A partner's agent, to be asked. Every call may be repeated.
///
/// What the partner refuses is thrown as ``StepFailure`` of kind *refused*, with the partner's own code and message.
package protocol PartnerAgent: Sendable {
  func hello() async throws(StepFailure) -> PartnerGreeting
  /// - Parameter keys: SubjectPublicKeyInfo DER of the caller's host's keys.
  func open(_ round: Round, keys: [[UInt8]]) async throws(StepFailure) -> OpenAnswer
  func countersign(_ round: Round, _ request: CountersignRequest) async throws(StepFailure) -> [SignedHalf]
  func deliver(_ round: Round, _ halves: [SignedHalf]) async throws(StepFailure)
  /// - Parameter validUntil: when the first of the published halves ends, Unix seconds.
  func published(_ round: Round, validUntil: Int64) async throws(StepFailure) -> Sight
  /// - Returns: until when the halves given before verify, Unix seconds; nil when the partner has none.
  func withdraw(_ round: Round, reason: String) async throws(StepFailure) -> Int64?
}

/// Who answered.
package struct PartnerGreeting: Hashable, Sendable {
  package let agent: String
  /// Unix seconds.
  package let clock: Int64

  package init(agent: String, clock: Int64) {
    self.agent = agent
    self.clock = clock
  }
}

/// Who calls: a partner, by the key it showed.
package struct Caller: Hashable, Sendable {
  package let partner: String
  package let pin: KeyDigest

  package init(partner: String, pin: KeyDigest) {
    self.partner = partner
    self.pin = pin
  }
}
