import AgentControl
import DNS
import DNSWire
import Foundation
import Loopback
import PartnerLink
import TLSKeys
import Testing

/// A shop and a payment provider on loopback: knotd, unbound, and for each a warifud and a warifu-signer of their own.
final class AgentWorld: Sendable {
  static let isPossible = KnotServer.isInstalled && UnboundServer.isInstalled
  static let reason: Comment = "knotd or unbound is not installed"
  static let secret = "c2VjcmV0IG9mIHRoZSB0ZXN0cywgb2YgMzIgb2N0ZXQ="

  let knot: KnotServer
  let unbound: UnboundServer
  let folder: TemporaryFolder
  let shop: AgentSide
  let pay: AgentSide

  /// Everything runs, and both hosts name their agents, when this returns.
  ///
  /// - Parameters:
  ///   - etcd: the endpoints of the shop's store; none for a file of its own.
  ///   - mayTransfer: whether the agents' key may have the zones whole.
  static func start(
    namingAgents: Bool = true, shopMayHave: String = "ec-1.test>pay-1.test", etcd: [String] = [],
    mayTransfer: Bool = false,
    address: String = "127.0.0.1"
  ) async throws -> AgentWorld {
    let key = UpdateKey(name: "agent", secret: Self.secret, mayTransfer: mayTransfer)
    let own = address.contains(":") ? "@ AAAA \(address)" : "@ A \(address)"
    let knot = try await KnotServer.start(
      [
        KnotZone("ec-1.test.", records: [own], updateKeys: [key]),
        KnotZone("pay-1.test.", records: [own], updateKeys: [key]),
      ], address: address)
    let unbound = try await UnboundServer.start(
      forwardingTo: knot.forwarder, trustAnchor: knot.trustAnchorDS, address: address)
    let world = try AgentWorld(knot, unbound, shopMayHave: shopMayHave, etcd: etcd)
    for side in [world.shop, world.pay] {
      try await side.startSigner()
      try await side.startAgent()
      if namingAgents { _ = try await side.control { try await $0.setPolicy(host: side.host, record: "v=M2DMRT1") } }
    }
    return world
  }

  private init(_ knot: KnotServer, _ unbound: UnboundServer, shopMayHave: String, etcd: [String]) throws {
    let folder = try TemporaryFolder()
    self.knot = knot
    self.unbound = unbound
    self.folder = folder
    try folder.write(knot.trustAnchorDS + "\n", to: "root.ds")
    self.shop = try AgentSide("shop", "ec-1.test", with: ["pay-1.test"], at: knot.address, folder)
    self.pay = try AgentSide("pay", "pay-1.test", with: ["ec-1.test"], at: knot.address, folder)
    let dns = AgentSide.Names(
      knot: try ServerAddress(knot.forwarder).description, unbound: try ServerAddress(unbound.forwarder).description,
      anchor: folder.file("root.ds"))
    try self.shop.configure(partner: self.pay, pairs: "ec-1.test>pay-1.test", etcd: etcd, dns)
    try self.pay.configure(partner: self.shop, pairs: shopMayHave, dns)
  }

  /// The TXT records that the zone's own server has for the relationship.
  func published() async throws -> [String] {
    let name = try DomainName("pay-1.test._m2dmrt.ec-1.test")
    let reply = try await ServerQuery.ask(
      Question(name, .txt), at: try ServerAddress(self.knot.forwarder))
    return try reply.answers(name, .txt).map { String(decoding: try TXTData.join($0.rdata), as: UTF8.self) }
  }

  /// Waits until a side's relationship is in this state, and as wanted besides.
  func wait(
    _ side: AgentSide, _ state: String, within limit: Duration = .seconds(30),
    _ isWanted: (RelationshipInfo) -> Bool = { _ in true }
  ) async throws -> RelationshipInfo {
    let end = ContinuousClock.now.advanced(by: limit)
    while true {
      let found = try? await side.control { try await $0.relationship(origin: "ec-1.test", destination: "pay-1.test") }
      if let found, found.state == state, isWanted(found) { return found }
      guard ContinuousClock.now < end else {
        throw Late(text: "\(side.name): \(found?.state ?? "nothing") instead of \(state)\n\(side.agentLog)")
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  struct Late: Error, CustomStringConvertible {
    let text: String
    var description: String { self.text }
  }

  func create(_ side: AgentSide) async throws -> RelationshipInfo {
    try await side.control { try await $0.createRelationship(origin: "ec-1.test", destination: "pay-1.test") }
  }

  /// What the registration was refused for.
  func refusal(_ side: AgentSide) async throws -> ControlError {
    do {
      let info = try await self.create(side)
      throw Late(text: "\(info.state) instead of a refusal")
    } catch let error as ControlError {
      return error
    }
  }

  func stop() async {
    for side in [self.shop, self.pay] { await side.stop() }
    await self.unbound.stop()
    await self.knot.stop()
    self.folder.close()
  }
}

extension AgentWorld {
  /// Runs a test in a world of its own and clears it away whatever happens.
  static func with(
    namingAgents: Bool = true, shopMayHave: String = "ec-1.test>pay-1.test", etcd: [String] = [],
    mayTransfer: Bool = false, address: String = "127.0.0.1", _ body: (AgentWorld) async throws -> Void
  ) async throws {
    let world = try await Self.start(
      namingAgents: namingAgents, shopMayHave: shopMayHave, etcd: etcd, mayTransfer: mayTransfer, address: address)
    do {
      try await body(world)
    } catch {
      await world.stop()
      throw error
    }
    await world.stop()
  }
}
