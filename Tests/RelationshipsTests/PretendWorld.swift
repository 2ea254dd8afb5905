import AgentStore
import Declarations
import Foundation
import Logging
import Relationships
import Synchronization
import TLSKeys

/// A zone in memory that is DNSSEC-secure when told so: what the exchange's rules are tried on without any server.
final class PretendZone: DeclarationPublisher, DeclarationSight, Sendable {
  struct State {
    var records: [String: [[UInt8]]] = [:]
    var updates = 0
    var isSecure = true
    var isDown = false
    var refusesUpdates = false
    /// Whether the zone's servers answer as if nothing were there.
    var isHidden = false
    /// Whether the zone's servers take no question or update, though resolvers still answer.
    var isPrimaryDown = false
    /// Whether one of the zone's servers does not take over what the others have.
    var lags = false
    /// Whether the zone is handed over whole.
    var isTransferable = true
    /// How long an update is on its way before the zone takes it.
    var travel: Duration?
    /// How long an update could have waited for others, at most.
    var longestPatience: Duration?
    /// Whether the next update leaves it unsigned.
    var losesItsSignatures = false
    /// Put in by somebody else just before the next update.
    var interference: [[UInt8]]?
  }

  private let state = Mutex(State())

  func set<Value>(_ change: (inout sending State) -> sending Value) -> sending Value { self.state.withLock(change) }
  func texts(_ owner: String) -> [String] {
    self.state.withLock { $0.records[owner] ?? [] }.map { String(decoding: $0, as: UTF8.self) }
  }
  var updates: Int { self.state.withLock { $0.updates } }

  func served(at owner: String) async throws(StepFailure) -> ServedRRset {
    if self.state.withLock({ $0.isDown || $0.isPrimaryDown }) { throw .unavailable("serverUnreachable", "down") }
    let texts = self.state.withLock { $0.isHidden ? [] : $0.records[owner] ?? [] }
    return ServedRRset(rdata: texts, texts: texts)
  }

  func replace(
    at owner: String, seen: ServedRRset, by records: [[UInt8]], patience: Duration
  ) async throws(StepFailure) {
    if let travel = self.state.withLock({ $0.travel }) { try? await Task.sleep(for: travel) }
    let failure = self.state.withLock { state -> StepFailure? in
      state.longestPatience = max(state.longestPatience ?? .zero, patience)
      if state.isDown || state.isPrimaryDown { return .unavailable("serverUnreachable", "down") }
      if state.refusesUpdates { return .refused("updateKeyUnknown", "BADKEY") }
      if let others = state.interference {
        state.records[owner] = others
        state.interference = nil
      }
      guard Set(state.records[owner] ?? []) == Set(seen.rdata) else { return .refused("changedMeanwhile", "changed") }
      state.records[owner] = records.isEmpty ? nil : records
      state.updates += 1
      if state.losesItsSignatures { state.isSecure = false }
      return nil
    }
    if let failure { throw failure }
  }

  func change(
    at owner: String, seen: ServedRRset, removing removed: [[UInt8]], adding added: [[UInt8]]
  ) async throws(StepFailure) {
    let rest = seen.rdata.filter { !removed.contains($0) }
    try await self.replace(at: owner, seen: seen, by: rest + added, patience: .zero)
  }

  func declarations() async throws(StepFailure) -> [HostPair: ServedRRset] {
    if self.state.withLock({ $0.isDown || $0.isPrimaryDown }) { throw .unavailable("serverUnreachable", "down") }
    guard self.state.withLock({ $0.isTransferable }) else { throw .refused("transferRefused", "no") }
    let records = self.state.withLock { $0.records }
    var found: [HostPair: ServedRRset] = [:]
    for (owner, texts) in records {
      guard let middle = owner.range(of: "._m2dmrt."),
        let destination = try? HostName(owner[..<middle.lowerBound]),
        let origin = try? HostName(owner[middle.upperBound...])
      else { continue }
      found[HostPair(origin: origin, destination: destination)] = ServedRRset(rdata: texts, texts: texts)
    }
    return found
  }

  func remove(at owner: String, _ records: [[UInt8]]) async throws(StepFailure) {
    if let travel = self.state.withLock({ $0.travel }) { try? await Task.sleep(for: travel) }
    if self.state.withLock({ $0.refusesUpdates }) { throw .refused("updateKeyUnknown", "BADKEY") }
    let isDown = self.state.withLock { state in
      guard !state.isDown, !state.isPrimaryDown else { return true }
      let left = (state.records[owner] ?? []).filter { !records.contains($0) }
      state.records[owner] = left.isEmpty ? nil : left
      return false
    }
    if isDown { throw .unavailable("serverUnreachable", "down") }
  }

  func confirmAbsence(at owner: String, of records: Set<[UInt8]>) async throws(StepFailure) {
    let served = try await self.served(at: owner)
    guard records.isDisjoint(with: served.rdata) else { throw .unavailable("notServed", "something else") }
  }

  func confirmPresence(at owner: String, of records: Set<[UInt8]>) async throws(StepFailure) {
    let served = try await self.served(at: owner)
    guard records.isSubset(of: served.rdata) else { throw .unavailable("notServed", "something else") }
  }

  func confirm(at owner: String, _ records: [[UInt8]]) async throws(StepFailure) {
    let served = try await self.served(at: owner)
    guard Set(served.rdata) == Set(records), !self.state.withLock({ $0.lags }) else {
      throw .unavailable("notServed", "something else")
    }
  }

  func declaration(_ pair: HostPair) async -> DNSAnswer {
    self.answer(RelationshipNames.declarationOwner(origin: pair.origin, destination: pair.destination) ?? "")
  }

  func policy(of host: HostName, fresh: Bool) async -> DNSAnswer {
    self.answer(RelationshipNames.policyOwner(host) ?? "")
  }

  private func answer(_ owner: String) -> DNSAnswer {
    self.state.withLock { state in
      if state.isDown { return .unreachable(reason: "down") }
      guard state.isSecure else { return .insecure }
      guard let texts = state.records[owner] else { return .absent(ttl: 0) }
      return .secure(texts, ttl: 300)
    }
  }
}

/// A resolver that sees policies as the zone has them, and no declaration signed; it answers only when that is due.
struct SightWithoutSignatures: DeclarationSight {
  let zone: PretendZone
  let isDue: @Sendable () async -> Void

  func declaration(_ pair: HostPair) async -> DNSAnswer {
    await self.isDue()
    return .insecure
  }
  func policy(of host: HostName, fresh: Bool) async -> DNSAnswer { await self.zone.policy(of: host, fresh: fresh) }
}

/// A signing agent in memory, with a log, and ways to misbehave.
final class PretendSigner: HostSigner, Sendable {
  struct State {
    var keys: [HostName: [PrivateKey]] = [:]
    var signed: [Statement] = []
    var refuses = false
    /// How many of the next signatures are spoilt.
    var spoilt = 0
    var certificateExpires: Int64?
    /// How long a question for its keys is on its way.
    var travel: Duration?
    /// What happens while the next question for its keys is on its way.
    var meanwhile: (@Sendable () async -> Void)?
    /// How many more questions for its keys it answers before it is away; nil for all.
    var answers: Int?
  }

  private let state = Mutex(State())

  func set<Value>(_ change: (inout sending State) -> sending Value) -> sending Value { self.state.withLock(change) }
  var signed: [Statement] { self.state.withLock { $0.signed } }

  func keys(of host: HostName) async throws(StepFailure) -> [HostKey] {
    if let travel = self.state.withLock({ $0.travel }) { try? await Task.sleep(for: travel) }
    let (meanwhile, isAway) = self.state.withLock { state in
      defer {
        state.meanwhile = nil
        state.answers = state.answers.map { max($0 - 1, 0) }
      }
      return (state.meanwhile, state.answers == 0)
    }
    if isAway { throw .unavailable("signerUnreachable", "away") }
    await meanwhile?()
    return self.state.withLock { state in
      (state.keys[host] ?? []).map { HostKey(key: $0.publicKey, certificateExpires: state.certificateExpires) }
    }
  }

  func sign(_ statement: Statement) async throws(StepFailure) -> [UInt8] {
    let (key, spoils, refuses) = self.state.withLock { state in
      let key = state.keys[statement.signer]?.first { $0.publicKey.digest == statement.signerKey }
      let spoils = state.spoilt > 0
      if spoils { state.spoilt -= 1 }
      if !state.refuses { state.signed.append(statement) }
      return (key, spoils, state.refuses)
    }
    if refuses { throw .refused("signerHostNotNamed", "the signing agent's file does not name it") }
    guard let key, var signature = try? key.sign(statement.signedOctets) else {
      throw .refused("signerUnknownKey", "no such key")
    }
    if spoils { signature[0] ^= 1 }
    return signature
  }
}

/// A partner reached without any network, which can be cut off and can be told what to do to calls.
final class PretendLink: PartnerAgent, Sendable {
  enum Fault: Hashable {
    case none
    /// The call does not arrive.
    case lostCall
    /// The call is done, and its answer lost.
    case lostReply
    /// Somebody else answers at the partner's address.
    case stranger
  }

  private let other = Mutex<Registrar?>(nil)
  private let faults = Mutex<[String: Fault]>([:])
  private let caller: Caller
  private let sequels = Mutex<[String: @Sendable () async -> Void]>([:])
  /// What a dishonest partner makes of the halves it gives.
  private let forgery = Mutex<(@Sendable ([SignedHalf]) async -> [SignedHalf])?>(nil)

  init(caller: Caller) { self.caller = caller }

  func connect(_ registrar: Registrar) { self.other.withLock { $0 = registrar } }
  func forge(_ forgery: @escaping @Sendable ([SignedHalf]) async -> [SignedHalf]) {
    self.forgery.withLock { $0 = forgery }
  }

  /// The next call of this name meets the fault; `always` every call, `always published` every call of that name.
  func fail(_ call: String, _ fault: Fault) { self.faults.withLock { $0[call] = fault } }

  /// What happens once the next call of this name was answered, and before the answer is read.
  func afterNext(_ call: String, _ sequel: @escaping @Sendable () async -> Void) {
    self.sequels.withLock { $0[call] = sequel }
  }

  private func pass<Value>(
    _ call: String, _ body: (Registrar) async throws(StepFailure) -> Value
  ) async throws(StepFailure) -> Value {
    let fault = self.faults.withLock { faults in
      if let always = faults["always"] ?? faults["always \(call)"] { return always }
      defer { faults[call] = nil }
      return faults[call] ?? .none
    }
    if fault == .stranger { throw .barred("partnerNotPinned", "another answered") }
    guard fault != .lostCall, let registrar = self.other.withLock({ $0 }) else {
      throw .unavailable("partnerUnreachable", "the call \(call) was lost")
    }
    let value = try await body(registrar)
    await self.sequels.withLock { $0.removeValue(forKey: call) }?()
    if fault == .lostReply { throw .unavailable("partnerUnreachable", "the answer to \(call) was lost") }
    return value
  }

  func hello() async throws(StepFailure) -> PartnerGreeting { PartnerGreeting(agent: "pretended", clock: 0) }

  func open(_ round: Round, keys: [[UInt8]]) async throws(StepFailure) -> OpenAnswer {
    try await self.pass("open") { registrar throws(StepFailure) in
      try await registrar.open(round, keys: keys, from: self.caller)
    }
  }

  func countersign(_ round: Round, _ request: CountersignRequest) async throws(StepFailure) -> [SignedHalf] {
    let halves = try await self.pass("countersign") { registrar throws(StepFailure) in
      try await registrar.countersign(round, request, from: self.caller)
    }
    guard let forgery = self.forgery.withLock({ $0 }) else { return halves }
    return await forgery(halves)
  }

  func deliver(_ round: Round, _ halves: [SignedHalf]) async throws(StepFailure) {
    try await self.pass("deliver") { registrar throws(StepFailure) in
      try await registrar.deliver(round, halves, from: self.caller)
    }
  }

  func published(_ round: Round, validUntil: Int64) async throws(StepFailure) -> Sight {
    try await self.pass("published") { registrar throws(StepFailure) in
      try await registrar.published(round, validUntil: validUntil, from: self.caller)
    }
  }

  func withdraw(_ round: Round, reason: String) async throws(StepFailure) -> Int64? {
    try await self.pass("withdraw") { registrar throws(StepFailure) in
      try await registrar.withdraw(round, reason: reason, from: self.caller)
    }
  }
}
