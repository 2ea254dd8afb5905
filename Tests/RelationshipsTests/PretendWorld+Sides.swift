import AgentStore
import Declarations
import Foundation
import Logging
import Relationships
import Synchronization
import TLSKeys

/// A shop and a payment provider, each with an agent, a store on disk and a signing agent, over one zone in memory.
final class PretendWorld: Sendable {
  /// Everything of one organization that outlives its agent.
  final class Side: Sendable {
    let host: HostName
    let pin: KeyDigest
    let signer = PretendSigner()
    let mortal: MortalStore
    var store: any RelationshipStore { self.mortal }
    /// How this side reaches the other.
    let link: PretendLink
    let clock = Mutex<Int64>(PretendWorld.start)
    let running = Mutex<(Registrar, Task<Void, Never>)?>(nil)

    init(_ host: String, _ name: String, folder: String) throws {
      self.host = try HostName(host)
      self.pin = try PrivateKey.generate(.p256).publicKey.digest
      self.mortal = MortalStore(try SQLiteStore(path: "\(folder)/\(name)/store.sqlite"))
      self.link = PretendLink(caller: Caller(partner: name, pin: self.pin))
      let key = try PrivateKey.generate(.p256)
      let owner = self.host
      self.signer.set { $0.keys[owner] = [key] }
    }

    var registrar: Registrar {
      get throws {
        guard let registrar = self.running.withLock({ $0?.0 }) else { throw NotRunning() }
        return registrar
      }
    }

    /// As if the store's file had been lost.
    func forget() async throws {
      for relationship in try await self.store.relationships() {
        try await self.store.put(
          Relationship(
            pair: relationship.pair, served: relationship.served, partner: relationship.partner, startedHere: true,
            generation: 1, state: .failed, at: PretendWorld.start))
      }
    }

    func relationship(_ pair: HostPair) async throws -> Relationship? { try await self.store.relationship(pair) }
  }

  struct NotRunning: Error {}

  static let start: Int64 = 1_790_000_000
  let zone = PretendZone()
  let shop: Side
  let pay: Side
  let pair: HostPair
  private let folder: String

  init() throws {
    self.folder = NSTemporaryDirectory() + "warifu-relationships-" + UUID().uuidString
    self.shop = try Side("shop.test", "shop", folder: self.folder)
    self.pay = try Side("pay.test", "pay", folder: self.folder)
    self.pair = HostPair(origin: self.shop.host, destination: self.pay.host)
    for side in [self.shop, self.pay] { self.name(side.pin, at: side.host) }
    self.begin(self.shop, self.pay)
    self.begin(self.pay, self.shop)
  }

  deinit { try? FileManager.default.removeItem(atPath: self.folder) }

  var owner: String { "pay.test._m2dmrt.shop.test" }

  /// As if a side's agent had had this many rounds of the pair, of which the last came to nothing.
  func remember(_ side: Side, rounds: Int64) async throws {
    let pair = self.pair
    let proposed = RelationshipEvent.proposed(
      served: side === self.shop ? .origin : .destination, partner: side === self.shop ? "pay" : "shop",
      generation: rounds)
    try await side.store.change(pair) { stored throws(StepFailure) in
      var machine = RelationshipMachine(nil)
      _ = try? machine.begin(pair, proposed, at: 1)
      _ = try? machine.handle(.failed(Machine.failure), at: 2)
      stored = machine.relationship
    }
  }

  /// Publishes a policy record that names this agent; nil removes the record.
  func name(_ pin: KeyDigest?, at host: HostName) {
    let text = pin.map { Array(PolicyRecord(agents: [$0]).text.utf8) }
    self.zone.set { $0.records["_m2dmrt.\(host)"] = text.map { [$0] } }
  }

  /// Starts a side's agent, or a new one after the last was ended as a kill would.
  func begin(
    _ side: Side, _ other: Side, pairs: [String] = ["shop.test>pay.test"], alsoPartners: [PartnerEntry] = [],
    keyLook: Duration = .seconds(3600), firstContact: Int64 = 0, sight: (any DeclarationSight)? = nil,
    publishes: Bool = true
  ) {
    let entry = PartnerEntry(
      name: other === self.shop ? "shop" : "pay", pins: [other.pin], pairs: pairs.compactMap { PairRule($0) },
      agent: side.link)
    let organization = Organization(
      name: "\(side.host)", hosts: [ServedHost(name: side.host, signer: side.signer)], partners: [entry] + alsoPartners,
      publishers: publishes && side === self.shop ? [ZonePublication(zone: "shop.test", publisher: self.zone)] : [])
    var patience = Patience()
    patience.firstRetry = .milliseconds(5)
    patience.longestRetry = .milliseconds(50)
    patience.betweenLooks = .milliseconds(5)
    patience.looks = 2
    patience.firstContact = firstContact
    patience.publication = .milliseconds(50)
    patience.keyLook = keyLook
    patience.sweep = .milliseconds(100)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let registrar = Registrar(
      organization: organization, store: side.store, sight: sight ?? self.zone, patience: patience, logger: logger,
      now: { side.clock.withLock { $0 } })
    let task = Task { _ = try? await registrar.run() }
    side.running.withLock { $0 = (registrar, task) }
    other.link.connect(registrar)
  }

  /// Ends an agent as a kill does: nothing is finished.
  func end(_ side: Side) async {
    let task = side.running.withLock { running in
      defer { running = nil }
      return running?.1
    }
    task?.cancel()
    await task?.value
  }

  /// Ends both, so that nothing runs on after a test.
  func close() async {
    await self.end(self.shop)
    await self.end(self.pay)
  }

  /// Waits until a side's relationship is in this state.
  func wait(_ side: Side, _ state: RelationshipState) async throws -> Relationship {
    try await self.wait(side) { $0.state == state }
  }

  /// Waits until a side's relationship is like this.
  func wait(_ side: Side, until holds: (Relationship) -> Bool) async throws -> Relationship {
    let end = ContinuousClock.now.advanced(by: .seconds(10))
    while true {
      let found = try await side.relationship(self.pair)
      if let found, holds(found) { return found }
      guard ContinuousClock.now < end else { throw Late(found: found) }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  struct Late: Error {
    let found: Relationship?
  }
}
