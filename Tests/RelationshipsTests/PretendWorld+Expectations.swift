import AgentStore
import Declarations
import Logging
import Relationships
import Synchronization
import TLSKeys
import Testing

extension PretendWorld {
  /// Begins the registration and expects it to be refused for this reason.
  @discardableResult
  func expectRefusal(_ code: String, by side: Side) async throws -> StepFailure {
    let failure = try await self.expectFailure(code, by: side)
    #expect(failure.kind == .refused)
    return failure
  }

  @discardableResult
  func expectFailure(_ code: String, by side: Side) async throws -> StepFailure {
    do {
      let relationship = try await side.registrar.create(self.pair) { _ in }
      Issue.record("\(relationship.state) instead of \(code)")
      throw Unexpected()
    } catch let failure as StepFailure {
      #expect(failure.code == code, "\(failure)")
      return failure
    }
  }

  /// What a client sees that meets this key of the shop's and any of the payment provider's.
  func expectVerified(
    origin: PublicKey, at now: Int64 = PretendWorld.start, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let pay = self.pay.host
    let set = DeclarationSet(
      self.zone.texts(self.owner).map { Array($0.utf8) }, origin: self.pair.origin, destination: pay)
    for key in self.pay.signer.set({ $0.keys[pay] ?? [] }) {
      let judgement = set.judge(originKeys: [origin], destinationKeys: [key.publicKey], now: now)
      #expect(judgement.verdict == .verified, "\(judgement.reason ?? "")", sourceLocation: sourceLocation)
    }
  }

  /// Waits until the relationship is established on both sides with what the zone has, or nothing of it is published and
  /// neither side holds it to be established.
  func expectSound() async throws {
    let end = ContinuousClock.now.advanced(by: .seconds(10))
    while true {
      let (shop, pay) = (try await self.shop.relationship(self.pair), try await self.pay.relationship(self.pair))
      let published = Set(self.zone.texts(self.owner))
      if let shop, let pay, shop.state == .established, pay.state == .established {
        if shop.halves == pay.halves, published == Set(shop.halves.all) { return }
      } else if published.isEmpty, shop?.state != .established, pay?.state != .established,
        [nil, .failed, .withdrawn, .keysAgreed].contains(shop?.state),
        [nil, .failed, .withdrawn, .keysAgreed].contains(pay?.state)
      {
        return
      }
      guard ContinuousClock.now < end else {
        throw Unsound(text: "shop \(shop?.state.rawValue ?? "-") pay \(pay?.state.rawValue ?? "-") \(published)")
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Waits until both sides hold a relationship that stands, and the zone has all of the halves of one of its rounds.
  func expectStanding() async throws {
    let end = ContinuousClock.now.advanced(by: .seconds(10))
    while true {
      let (shop, pay) = (try await self.shop.relationship(self.pair), try await self.pay.relationship(self.pair))
      let published = Set(self.zone.texts(self.owner))
      let rounds = [shop, pay].compactMap(\.self).flatMap { side in
        [side.standing?.halves, side.state == .established ? side.halves : nil].compactMap { $0.map { Set($0.all) } }
      }
      // A side whose partner went away in the middle has an older round to fall back on.
      if let shop, let pay, shop.state == .established || shop.standing != nil,
        pay.state == .established || pay.standing != nil, [shop, pay].contains(where: { $0.state == .established }),
        rounds.contains(published), rounds.count == 2
      {
        return
      }
      guard ContinuousClock.now < end else {
        throw Unsound(text: "shop \(shop?.state.rawValue ?? "-") pay \(pay?.state.rawValue ?? "-") \(published)")
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  struct Unsound: Error {
    let text: String
  }

  struct Unexpected: Error {}

  /// An agent for several hosts and without partners.
  func lone(_ side: Side, hosts: [HostName]) throws -> Registrar {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return Registrar(
      organization: Organization(
        name: "lone", hosts: hosts.map { ServedHost(name: $0, signer: side.signer) }, partners: [],
        publishers: [ZonePublication(zone: "shop.test", publisher: self.zone)]),
      store: side.store, sight: self.zone, logger: logger, now: { PretendWorld.start })
  }
}

/// The states a registration went through.
final class States: Sendable {
  private let states = Mutex<[RelationshipState]>([])
  var all: [RelationshipState] { self.states.withLock { $0 } }
  func note(_ state: RelationshipState) { self.states.withLock { $0.append(state) } }
}
