import Rpc
import SwiftProtobuf

// Plain values to and from their messages; an empty text or a zero time stands for nil on the wire. What is read is kept
// within what can be reckoned with and shown.

extension Warifu_Control_V1_Refusal {
  init(_ error: ControlError) {
    self.init()
    self.code = error.code
    self.subject = error.subject
    self.message = error.message
    self.next = error.next
    self.couldNotFindOut = error.kind == .unreachable
  }

  var error: ControlError {
    ControlError(
      kind: self.couldNotFindOut ? .unreachable : .refused, code: self.code, subject: self.subject,
      message: self.message, next: self.next)
  }
}

extension Warifu_Control_V1_StatusReply {
  init(_ status: AgentStatus) {
    self.init()
    self.organization = status.organization
    self.version = status.version
    self.pin = status.pin
    self.listen = status.listen ?? ""
    self.startedAt = status.startedAt
    self.clock = status.clock
    self.identityExpires = status.identityExpires
    self.hosts = status.hosts
    self.partners = status.partners
    self.relationships = status.relationships.mapValues { UInt32(clamping: $0) }
    if let shared = status.shared { self.shared = .init(shared) }
    self.zones = status.zones.map { zone in
      .with {
        $0.name = zone.name
        $0.servers = zone.servers
      }
    }
  }

  var status: AgentStatus {
    var status = AgentStatus(
      organization: self.organization, version: self.version, pin: self.pin, listen: self.listen.nonEmpty,
      startedAt: self.startedAt.asTime, clock: self.clock.asTime, identityExpires: self.identityExpires.asTime,
      hosts: self.hosts, partners: self.partners, relationships: self.relationships.mapValues { Int($0) })
    status.shared = self.hasShared ? self.shared.value : nil
    status.zones = self.zones.map { PublishedZone(name: $0.name, servers: $0.servers) }
    return status
  }
}

extension Warifu_Control_V1_RelationshipInfo {
  init(_ info: RelationshipInfo) {
    self.init()
    self.origin = info.origin
    self.destination = info.destination
    self.served = info.served
    self.partner = info.partner ?? ""
    self.startedHere = info.startedHere
    self.generation = UInt64(clamping: info.generation)
    self.state = info.state
    self.owner = info.owner
    self.originKeys = info.originKeys
    self.destinationKeys = info.destinationKeys
    self.originHalves = info.originHalves
    self.destinationHalves = info.destinationHalves
    self.renewing = info.isRenewing
    self.standsUntil = info.standsUntil ?? 0
    self.dueAt = info.dueAt ?? 0
    self.setbacks = UInt32(clamping: info.setbacks)
    self.validUntil = info.validUntil ?? 0
    self.createdAt = info.createdAt
    self.changedAt = info.changedAt
    self.establishedAt = info.establishedAt ?? 0
    if let failure = info.failure { self.failure = .init(failure) }
  }

  var info: RelationshipInfo {
    var info = RelationshipInfo(
      origin: self.origin, destination: self.destination, served: self.served, partner: self.partner.nonEmpty,
      startedHere: self.startedHere, generation: Int64(clamping: self.generation), state: self.state, owner: self.owner,
      originKeys: self.originKeys, destinationKeys: self.destinationKeys, originHalves: self.originHalves,
      destinationHalves: self.destinationHalves,
      validUntil: self.validUntil.asTime.nonZero, createdAt: self.createdAt.asTime, changedAt: self.changedAt.asTime,
      establishedAt: self.establishedAt.asTime.nonZero, failure: self.hasFailure ? self.failure.error : nil)
    info.isRenewing = self.renewing
    info.standsUntil = self.standsUntil.asTime.nonZero
    info.dueAt = self.dueAt.asTime.nonZero
    info.setbacks = Int(self.setbacks)
    return info
  }
}

extension Warifu_Control_V1_Step {
  init(_ step: RelationshipStep) {
    self.init()
    self.state = step.state
    self.text = step.text
    self.milliseconds = step.milliseconds
  }

  var step: RelationshipStep {
    RelationshipStep(state: self.state, text: self.text, milliseconds: self.milliseconds.asMilliseconds)
  }
}

extension Warifu_Control_V1_Withdrawal {
  init(_ withdrawal: Withdrawal) {
    self.init()
    self.relationship = .init(withdrawal.relationship)
    self.verifiesUntil = withdrawal.verifiesUntil ?? 0
    self.partnerTold = withdrawal.partnerTold
  }

  var withdrawal: Withdrawal {
    Withdrawal(
      relationship: self.relationship.info, verifiesUntil: self.verifiesUntil.asTime.nonZero,
      partnerTold: self.partnerTold)
  }
}

extension Warifu_Control_V1_PolicyReply {
  init(_ policy: HostPolicy) {
    self.init()
    self.policy = .with {
      $0.host = policy.host
      $0.owner = policy.owner
      $0.records = policy.records
      $0.secure = policy.secure
    }
  }
}

extension Warifu_Control_V1_Policy {
  var value: HostPolicy {
    HostPolicy(host: self.host, owner: self.owner, records: self.records, secure: self.secure)
  }
}

extension Warifu_Control_V1_PolicyTrial {
  init(_ forecast: PolicyForecast) {
    self.init()
    self.monitored = forecast.interval != nil
    self.interval = forecast.interval ?? 0
    self.lookedAt = UInt32(clamping: forecast.lookedAt)
    self.concerned = UInt32(clamping: forecast.concerned)
    self.oldest = forecast.oldest ?? 0
    self.newest = forecast.newest ?? 0
    self.stopped = UInt32(clamping: forecast.stopped)
    self.stoppedAlready = UInt32(clamping: forecast.stoppedAlready)
    self.hops = forecast.hops.map { hop in
      .with {
        $0.origin = hop.origin
        $0.destination = hop.destination
        $0.rule = hop.rule
        $0.already = hop.already
        $0.verdict = hop.verdict
        $0.reason = hop.reason ?? ""
        $0.lookedAt = hop.lookedAt
      }
    }
  }

  var forecast: PolicyForecast {
    var forecast = PolicyForecast(interval: self.monitored ? self.interval.asTime : nil)
    forecast.lookedAt = Int(self.lookedAt)
    forecast.concerned = Int(self.concerned)
    forecast.oldest = self.oldest.asTime.nonZero
    forecast.newest = self.newest.asTime.nonZero
    forecast.stopped = Int(self.stopped)
    forecast.stoppedAlready = Int(self.stoppedAlready)
    forecast.hops = self.hops.map {
      StoppedHop(
        origin: $0.origin, destination: $0.destination, rule: $0.rule, already: $0.already, verdict: $0.verdict,
        reason: $0.reason.nonEmpty, lookedAt: $0.lookedAt.asTime)
    }
    return forecast
  }
}

extension Warifu_Control_V1_Partner {
  init(_ partner: PartnerInfo) {
    self.init()
    self.name = partner.name
    self.address = partner.address
    self.pins = partner.pins
    self.certificateExpires = partner.certificateExpires
    self.pairs = partner.pairs
  }

  var info: PartnerInfo {
    PartnerInfo(
      name: self.name, address: self.address, pins: self.pins, certificateExpires: self.certificateExpires.asTime,
      pairs: self.pairs)
  }
}

extension Warifu_Control_V1_PartnerAnswer {
  init(_ answer: PartnerAnswer) {
    self.init()
    self.name = answer.name
    self.agent = answer.agent
    self.address = answer.address
    self.clockDifference = answer.clockDifference
    self.milliseconds = answer.milliseconds
  }

  var value: PartnerAnswer {
    PartnerAnswer(
      name: self.name, agent: self.agent, address: self.address, clockDifference: self.clockDifference.asDifference,
      milliseconds: self.milliseconds.asMilliseconds)
  }
}

extension Warifu_Control_V1_HostKey {
  init(_ key: HostKeyInfo) {
    self.init()
    self.key = key.key
    self.state = key.state
    self.held = key.isHeld
    self.kind = key.kind ?? ""
    self.certificateExpires = key.certificateExpires ?? 0
    self.relationships = UInt32(clamping: key.relationships)
  }

  var info: HostKeyInfo {
    HostKeyInfo(
      key: self.key, state: self.state, isHeld: self.held, kind: self.kind.nonEmpty,
      certificateExpires: self.certificateExpires.asTime.nonZero, relationships: Int(self.relationships))
  }
}

extension Warifu_Control_V1_Revocation {
  init(_ revocation: KeyRetirement.Revocation) {
    self.init()
    self.stillVerified = UInt32(clamping: revocation.stillVerified)
    self.undeclared = UInt32(clamping: revocation.undeclared)
    self.underWay = UInt32(clamping: revocation.underWay)
    self.partners = UInt32(clamping: revocation.partners)
  }

  var value: KeyRetirement.Revocation {
    KeyRetirement.Revocation(
      stillVerified: Int(self.stillVerified), undeclared: Int(self.undeclared), underWay: Int(self.underWay),
      partners: Int(self.partners))
  }
}

extension Warifu_Control_V1_KeyProgress {
  init(_ progress: KeyProgress) {
    self.init()
    self.relationships = UInt32(clamping: progress.relationships)
    self.ready = UInt32(clamping: progress.ready)
    self.readyAt = progress.readyAt ?? 0
    self.waiting = progress.waiting.map { .init($0) }
  }

  var value: KeyProgress {
    KeyProgress(
      relationships: Int(self.relationships), ready: Int(self.ready), readyAt: self.readyAt.asTime.nonZero,
      waiting: self.waiting.map(\.error))
  }
}

extension String {
  fileprivate var nonEmpty: String? { self.isEmpty ? nil : self }
}

extension Int64 {
  /// 2^53 − 1, the last number that every JSON reader can hold.
  private static let last: Int64 = 9_007_199_254_740_991

  fileprivate var nonZero: Int64? { self == 0 ? nil : self }
  /// Unix seconds.
  fileprivate var asTime: Int64 { Swift.min(Swift.max(self, 0), Self.last) }
  fileprivate var asDifference: Int64 { Swift.min(Swift.max(self, -Self.last), Self.last) }
}

extension Double {
  fileprivate var asMilliseconds: Double { self.isFinite ? Swift.min(Swift.max(self, 0), 1e15) : 0 }
}
