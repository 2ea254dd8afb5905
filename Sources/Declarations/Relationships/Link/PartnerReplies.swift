import AgentStore
import Declarations
import Rpc

// What a partner's agent answers, read as strictly as what it asks. A refusal is thrown in the partner's own words.

extension StepFailure {
  static func emptyReply(by partner: String) -> StepFailure {
    .unavailable("emptyReply", "\(partner) sent an empty reply")
  }
}

extension Warifu_Partner_V1_HelloReply {
  var greeting: PartnerGreeting {
    // Whatever it says, differences to it must not overflow.
    PartnerGreeting(agent: self.agent.oneLine(200), clock: min(max(self.clock, 0), Statement.latestTime))
  }
}

extension Warifu_Partner_V1_OpenReply {
  func answer(by partner: String) throws(StepFailure) -> OpenAnswer {
    switch self.outcome {
    case .opened(let opened):
      return .opened(
        keys: try readKeys(opened.keys), maximumValidity: Int64(clamping: opened.maximumValiditySeconds),
        latestExpiry: opened.latestExpiry == 0 ? nil : opened.latestExpiry)
    case .behind(let behind): return .behind(generation: Int64(clamping: behind.generation))
    case .refusal(let refusal): throw refusal.failure(by: partner)
    case nil: throw .emptyReply(by: partner)
    }
  }
}

extension Warifu_Partner_V1_CountersignReply {
  func halves(_ pair: HostPair, by partner: String) throws(StepFailure) -> [SignedHalf] {
    switch self.outcome {
    case .statements(let statements): return try readHalves(statements.statements, pair)
    case .refusal(let refusal): throw refusal.failure(by: partner)
    case nil: throw .emptyReply(by: partner)
    }
  }
}

extension Warifu_Partner_V1_DeliverReply {
  func taken(by partner: String) throws(StepFailure) {
    switch self.outcome {
    case .accepted: return
    case .refusal(let refusal): throw refusal.failure(by: partner)
    case nil: throw .emptyReply(by: partner)
    }
  }
}

extension Warifu_Partner_V1_PublishedReply {
  func seen(by partner: String) throws(StepFailure) -> Sight {
    switch self.outcome {
    case .sight(let sight):
      guard let verdict = Verdict(rawValue: sight.verdict) else { throw .unreadable("verdict") }
      let reason = sight.reason.oneLine(500)
      return Sight(verdict: verdict, reason: reason.isEmpty ? nil : reason, seenAt: sight.seenAt)
    case .refusal(let refusal): throw refusal.failure(by: partner)
    case nil: throw .emptyReply(by: partner)
    }
  }
}

extension Warifu_Partner_V1_WithdrawReply {
  func verifiesUntil(by partner: String) throws(StepFailure) -> Int64? {
    switch self.outcome {
    case .withdrawn(let withdrawn): return withdrawn.verifiesUntil == 0 ? nil : withdrawn.verifiesUntil
    case .refusal(let refusal): throw refusal.failure(by: partner)
    case nil: throw .emptyReply(by: partner)
    }
  }
}
