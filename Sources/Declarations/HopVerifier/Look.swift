import Declarations

/// One look at a hop's names, and what follows from it.
struct Look: Sendable {
  let answers: HopLookups.Answers
  let hop: Hop
  let destination: HopEnd
  let fresh: Bool
  let now: Int64
  let evidence: HopEvidence
  let judgement: HopJudgement

  init(
    answers: HopLookups.Answers, hop: Hop, destination: HopEnd, fresh: Bool, memory: any PolicyMemory, now: Int64
  ) {
    func sighting(_ policy: (host: HostName, answer: DNSAnswer)) -> PolicySighting {
      PolicySighting(host: policy.host, answer: policy.answer, remembered: memory.policy(of: policy.host, now: now))
    }
    var pair: (origin: HostName, destination: HostName)?
    if let origin = hop.origin.name, let destination = hop.destination.name { pair = (origin, destination) }
    self.answers = answers
    self.hop = hop
    self.destination = destination
    self.fresh = fresh
    self.now = now
    self.evidence = HopEvidence(
      pair: pair, kinds: hop.kinds, origin: hop.originEnd, destination: destination, declaration: answers.declaration,
      originPolicies: answers.originPolicies.map(sighting), destinationPolicy: answers.destinationPolicy.map(sighting))
    self.judgement = HopJudgement(self.evidence, now: now)
  }

  /// The same look with everything that was bogus taken for no answer, since the path is to blame.
  func asUnreachable(reason: String, memory: any PolicyMemory) -> Look {
    let excused = self.answers.mapped { answer in
      if case .bogus = answer { .unreachable(reason: reason) } else { answer }
    }
    return Look(
      answers: excused, hop: self.hop, destination: self.destination, fresh: false,
      memory: memory, now: self.now)
  }
}

extension HopLookups.Answers {
  /// Why the servers could not be asked: no answer about the declaration, or, where there is none to ask for, none at all.
  var unreachable: String? {
    if case .answer(let answer) = self.declaration {
      if case .unreachable(let reason) = answer { return reason }
      return nil
    }
    var last: String?
    for answer in self.originPolicies.map({ $0.answer }) + [self.destinationPolicy?.answer].compactMap({ $0 }) {
      guard case .unreachable(let reason) = answer else { return nil }
      last = reason
    }
    return last
  }

  func mapped(_ change: (DNSAnswer) -> DNSAnswer) -> Self {
    var result = self
    if case .answer(let answer) = result.declaration { result.declaration = .answer(change(answer)) }
    result.originPolicies = result.originPolicies.map { ($0.host, change($0.answer)) }
    result.destinationPolicy = result.destinationPolicy.map { ($0.host, change($0.answer)) }
    return result
  }

  /// These answers, and an earlier look's where a policy could not be asked for now.
  func completed(by earlier: Self) -> Self {
    var result = self
    for (index, old) in earlier.originPolicies.enumerated() where index < result.originPolicies.count {
      if case .unreachable = result.originPolicies[index].answer { result.originPolicies[index].answer = old.answer }
    }
    if case .unreachable? = result.destinationPolicy?.answer { result.destinationPolicy = earlier.destinationPolicy }
    return result
  }
}
