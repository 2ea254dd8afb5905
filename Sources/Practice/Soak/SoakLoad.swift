import AgentControl
import Declarations
import TLSKeys

/// What operators do all day: create, renew, withdraw, at either side; stage keys and retire them.
struct SoakLoad: Sendable {
  /// A host has at most so many keys that are not retired.
  private static let mostKeys = 3
  /// So many retired keys stay in the signing agent's folder: a round under way may still need the last ones.
  private static let retiredKept = 4
  private static let longestCall: Duration = .seconds(60)

  let world: SoakWorld
  let ledger: SoakLedger

  /// Works until then; what is under way at that moment is waited for.
  func run(seed: UInt64, until end: ContinuousClock.Instant) async {
    var random = SeededRandom(seed)
    while ContinuousClock.now < end {
      if UInt8.random(in: 0..<100, using: &random) < 15 {
        await self.changeKeys(&random)
      } else {
        await self.changeRelationship(&random)
      }
      try? await Task.sleep(for: .milliseconds(.random(in: 0...60, using: &random)))
    }
  }

  private func changeRelationship(_ random: inout SeededRandom) async {
    guard let pair = self.world.pairs.randomElement(using: &random), await self.ledger.claim(pair) else { return }
    let side = SoakParty.Name.allCases.randomElement(using: &random) ?? .shop
    let draw = UInt8.random(in: 0..<100, using: &random)
    switch await self.ledger.belief(pair) {
    case .gone: await self.create(pair, by: side)
    case .stands where draw < 60: await self.renew(pair, by: side)
    case .stands: await self.withdraw(pair, by: side)
    case .open where draw < 60: await self.create(pair, by: side)
    case .open: await self.withdraw(pair, by: side)
    }
    await self.ledger.release(pair)
  }

  private func create(_ pair: SoakPair, by side: SoakParty.Name) async {
    let before = await self.ledger.belief(pair)
    await self.ledger.beginCreation(pair, side)
    let outcome = await self.ask(side) { agent in
      try await agent.createRelationship(origin: pair.origin.description, destination: pair.destination.description)
    }
    await self.tell(outcome.map { _ in "created" }, pair, side)
    switch outcome {
    case .success:
      await self.ledger.endCreation(pair, nil)
      await self.ledger.believe(.stands, of: pair)
      await self.ledger.count("created")
    case .failure(let error) where error.code == "alreadyEstablished" || error.code == "withdrawing":
      // Refused on the spot: all is as it was.
      await self.ledger.endCreation(pair, side)
      await self.ledger.believe(before, of: pair)
      await self.ledger.count("create refused: \(error.code)")
    case .failure(let error): await self.ledger.count("create: \(error.code)")
    }
  }

  private func renew(_ pair: SoakPair, by side: SoakParty.Name) async {
    let outcome = await self.ask(side) { agent in
      try await agent.renewRelationship(origin: pair.origin.description, destination: pair.destination.description)
    }
    await self.tell(outcome.map { _ in "renewed" }, pair, side)
    switch outcome {
    case .success: await self.ledger.count("renewed")
    // Among them *not established*: the other side may be a moment behind. Whether it was lost is seen in the end.
    case .failure(let error): await self.ledger.count("renew: \(error.code)")
    }
  }

  private func withdraw(_ pair: SoakPair, by side: SoakParty.Name) async {
    let before = await self.ledger.belief(pair)
    await self.ledger.believe(.open, of: pair)
    let outcome = await self.ask(side) { agent in
      try await agent.withdrawRelationship(
        origin: pair.origin.description, destination: pair.destination.description, reason: "the soak ends it")
    }
    await self.tell(
      outcome.map { "withdrawn in round \($0.relationship.generation), told: \($0.partnerTold)" }, pair, side)
    switch outcome {
    case .success(let withdrawal):
      await self.ledger.noteEnd(pair, side)
      await self.ledger.count(withdrawal.partnerTold ? "withdrawn" : "withdrawn, partner not told yet")
    case .failure(let error) where error.code == "removal":
      // "The agent keeps trying": it has taken the end on.
      await self.ledger.noteEnd(pair, side)
      await self.ledger.count("withdrawn, not removed yet")
    case .failure(let error) where error.code == "noRelationship":
      await self.ledger.believe(before, of: pair)
      if before == .stands {
        await self.ledger.note(problem: "\(pair) was told to be established, and \(side) says now: \(error.message)")
      }
    case .failure(let error): await self.ledger.count("withdraw: \(error.code)")
    }
  }

  private func tell(_ outcome: Result<String, ControlError>, _ pair: SoakPair, _ side: SoakParty.Name) async {
    switch outcome {
    case .success(let words): await self.ledger.tell("\(side): \(words)", of: pair)
    case .failure(let error): await self.ledger.tell("\(side): \(error.code)", of: pair)
    }
  }

  private func changeKeys(_ random: inout SeededRandom) async {
    let hosts = self.world.parties.values.flatMap(\.hosts).sorted { $0 < $1 }
    guard let host = hosts.randomElement(using: &random), let party = try? self.world.party(of: host),
      await self.ledger.claim(host)
    else { return }
    let all = await self.ledger.held(host)
    let living = all.filter { !$0.isRetired }
    if living.count > 1, living.count >= Self.mostKeys || Bool.random(using: &random) {
      if let key = living.first { await self.retire(key, of: host, party) }
    } else {
      await self.stage(of: host, party)
    }
    for key in all.filter(\.isRetired).dropLast(Self.retiredKept) { party.removeKey(of: host, number: key.number) }
    await self.ledger.release(host)
  }

  private func stage(of host: HostName, _ party: SoakParty) async {
    guard let key = try? PrivateKey.generate(.p256) else { return }
    let number = await self.ledger.add(key.publicKey, of: host)
    // From now on the signing agent holds it, whatever becomes of the call.
    await self.ledger.setUnsure(true, host)
    guard (try? party.install(key, of: host, number: number)) != nil else { return }
    let outcome = await self.ask(party.name) { agent in
      try await agent.stageKey(host: host.description, key: key.publicKey.digest.base64URL)
    }
    await self.note(outcome, "staged", number, host)
  }

  private func retire(_ key: SoakLedger.HeldKey, of host: HostName, _ party: SoakParty) async {
    await self.ledger.setUnsure(true, host)
    let outcome = await self.ask(party.name) { agent in
      try await agent.retireKey(host: host.description, key: key.key.digest.base64URL, revoked: false).keys
    }
    if case .success = outcome { await self.ledger.retire(key.number, of: host) }
    await self.note(outcome, "retired", key.number, host)
  }

  private func note(
    _ outcome: Result<[HostKeyInfo], ControlError>, _ what: String, _ number: Int, _ host: HostName
  ) async {
    switch outcome {
    case .success:
      await self.ledger.setUnsure(false, host)
      await self.ledger.count("keys \(what)")
      await self.ledger.tell("\(number) \(what)", of: host)
    case .failure(let error):
      await self.ledger.count("keys not \(what): \(error.code)")
      await self.ledger.tell("\(number) not \(what): \(error.code)", of: host)
    }
  }

  /// Asks an agent, which may be dead or die meanwhile.
  private func ask<Value: Sendable>(
    _ side: SoakParty.Name, _ body: @escaping @Sendable (ControlClient) async throws -> Value
  ) async -> Result<Value, ControlError> {
    guard let party = self.world.parties[side] else { return .failure(.lost("there is no \(side)")) }
    return await withTaskGroup(of: Result<Value, ControlError>.self) { group in
      group.addTask { await Self.asked(party, body) }
      group.addTask {
        try? await Task.sleep(for: Self.longestCall)
        return .failure(.lost("no answer within \(Self.longestCall)"))
      }
      let first = await group.next()
      group.cancelAll()
      return first ?? .failure(.lost("nothing"))
    }
  }

  @inline(never)
  private static func asked<Value: Sendable>(
    _ party: SoakParty, _ body: @escaping @Sendable (ControlClient) async throws -> Value
  ) async -> Result<Value, ControlError> {
    do {
      return .success(try await party.control(body))
    } catch let error as ControlError {
      return .failure(error)
    } catch {
      return .failure(.lost("\(error)"))
    }
  }
}

extension ControlError {
  fileprivate static func lost(_ reason: String) -> ControlError {
    ControlError(kind: .unreachable, code: "noAnswer", subject: "", message: reason)
  }
}
