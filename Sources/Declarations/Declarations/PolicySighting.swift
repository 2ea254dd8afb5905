/// One name's policy record as it was asked for: the answer, and what was remembered from before.
public struct PolicySighting: Hashable, Sendable {
  public let host: HostName
  public let answer: DNSAnswer
  /// Only where it has not run out.
  public let remembered: RememberedPolicy?

  public init(host: HostName, answer: DNSAnswer, remembered: RememberedPolicy? = nil) {
    self.host = host
    self.answer = answer
    self.remembered = remembered
  }

  enum Finding {
    /// A policy that holds: seen securely, or remembered and not replaced.
    case policy(PolicyRecord)
    case nothing
    /// The answer was altered; what was remembered is still known.
    case bogus(String, remembered: PolicyRecord?)
    case unreachable(String)
  }

  func finding() -> (finding: Finding, report: String?) {
    let kept = self.remembered?.record
    switch self.answer {
    case .secure(let texts, _):
      switch Self.single(texts) {
      case .success(let record): return (record.map(Finding.policy) ?? .nothing, nil)
      case .failure(let problem):
        let report = "the policy of \(self.host) is passed over: \(problem.text)"
        return (kept.map(Finding.policy) ?? .nothing, report)
      }
    case .absent: return (.nothing, nil)
    case .insecure: return (kept.map(Finding.policy) ?? .nothing, nil)
    case .bogus(let reason): return (.bogus(reason, remembered: kept), "the policy of \(self.host) is bogus: \(reason)")
    case .unreachable(let reason):
      if let kept { return (.policy(kept), nil) }
      return (.unreachable(reason), "policyUnknown: the policy of \(self.host) could not be asked for: \(reason)")
    }
  }

  /// What this answer teaches a memory.
  func memoryChange(now: Int64) -> PolicyMemoryChange? {
    switch self.answer {
    case .secure(let texts, _):
      guard case .success(let record) = Self.single(texts) else { return nil }
      guard let record, record.maximumAge > 0 else { return .forget(self.host) }
      return .remember(self.host, RememberedPolicy(record, now: now))
    case .absent: return .forget(self.host)
    case .insecure, .bogus, .unreachable: return nil
    }
  }

  /// The same finding without the octets that others put at the name; what is passed over counts as nothing that was seen.
  var condensed: PolicySighting {
    guard case .secure(let texts, let ttl) = self.answer else { return self }
    switch Self.single(texts) {
    case .success(let record):
      let texts = record.map { [Array($0.text.utf8)] } ?? []
      return PolicySighting(host: self.host, answer: .secure(texts, ttl: ttl), remembered: self.remembered)
    case .failure: return PolicySighting(host: self.host, answer: .insecure, remembered: self.remembered)
    }
  }

  struct Problem: Error {
    let text: String
  }

  /// The one policy record among the texts; nil where none is ours.
  private static func single(_ texts: [[UInt8]]) -> Result<PolicyRecord?, Problem> {
    var found: PolicyRecord?
    var own = 0
    for text in texts {
      switch PolicyRecord.read(text) {
      case .notOurs: continue
      case .malformed(let reason): return .failure(Problem(text: "a record is malformed: \(reason)"))
      case .record(let record):
        own += 1
        found = record
      }
    }
    return own > 1 ? .failure(Problem(text: "there are \(own) policy records, one is allowed")) : .success(found)
  }
}
