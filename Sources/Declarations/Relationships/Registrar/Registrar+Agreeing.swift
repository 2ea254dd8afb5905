import AgentStore
import Declarations
import TLSKeys

extension Registrar {
  /// Names our keys to the partner and learns its own. What later steps need from the DNS is asked for meanwhile.
  func agreeKeys(_ relationship: Relationship, _ hints: DriveHints) async throws {
    if relationship.served == .both {
      let (origin, destination) = try await self.ownKeys(relationship.pair)
      try await self.record(
        relationship.round,
        .keysAgreed(
          AgreedKeys(origin: origin.key.spkiDER, destination: destination.key.spkiDER, maximumValidity: nil)))
      return
    }
    let partner = try self.entry(of: relationship)
    let naming = AgentNaming(sight: self.sight)
    let theirHost = relationship.theirHost
    hints.naming = Task {
      do throws(StepFailure) {
        try await naming.check(theirHost, names: partner.pins)
        return nil
      } catch {
        return error
      }
    }
    if relationship.served.publishes, hints.seen == nil {
      let owner = try self.owner(of: relationship.pair)
      let publisher = try self.organization.publisher(for: owner)
      hints.seen = Task { try? await publisher.served(at: owner) }
    }
    let own = try await self.ownHost(of: relationship).key()
    hints.ownKey = own
    switch try await self.opening(relationship, partner, own.key) {
    case .opened(let keys, let maximumValidity):
      let theirs = try Self.onlyKey(keys, of: theirHost)
      let isOrigin = relationship.served == .origin
      let keys = AgreedKeys(
        origin: isOrigin ? own.key.spkiDER : theirs.spkiDER, destination: isOrigin ? theirs.spkiDER : own.key.spkiDER,
        maximumValidity: maximumValidity)
      try await self.record(relationship.round, .keysAgreed(keys))
    case .behind(let generation):
      guard relationship.state == .proposed, generation >= relationship.generation,
        generation < Round.lastGeneration
      else {
        throw StepFailure.refused(
          "generation", "\(partner.name) says that round \(relationship.generation) is over",
          next: "Withdraw the relationship and create it anew")
      }
      try await self.record(relationship.round, .outpaced(generation: generation + 1))
    }
  }

  /// Both sides may begin at once: then the origin's opening counts, and the destination waits for it.
  private func opening(
    _ relationship: Relationship, _ partner: PartnerEntry, _ key: PublicKey
  ) async throws -> OpenAnswer {
    let changes = self.watch(relationship.pair)
    do {
      return try await partner.agent.open(relationship.round, keys: [key.spkiDER])
    } catch {
      guard error.code == "underWay", relationship.served == .destination, relationship.state == .proposed else {
        throw error
      }
      await Self.first(of: changes, within: self.patience.publication)
      // If the origin's opening has come meanwhile, this is no longer our round and the event is refused.
      throw error
    }
  }

  func ownKeys(_ pair: HostPair) async throws(StepFailure) -> (origin: HostKey, destination: HostKey) {
    guard let origin = self.organization.hosts[pair.origin], let destination = self.organization.hosts[pair.destination]
    else { throw Self.notOurs(pair) }
    return (try await origin.key(), try await destination.key())
  }

  func ownHost(of relationship: Relationship) throws(StepFailure) -> ServedHost {
    guard let host = self.organization.hosts[relationship.ourHost] else { throw Self.notOurs(relationship.pair) }
    return host
  }

  func entry(of relationship: Relationship) throws(StepFailure) -> PartnerEntry {
    guard let partner = self.organization.partners.first(where: { $0.name == relationship.partner }) else {
      throw .refused(
        "noPartner", "warifud.yaml no longer names the partner \(relationship.partner ?? "") of \(relationship.pair)",
        next: "Name it again, or withdraw the relationship")
    }
    return partner
  }

  func owner(of pair: HostPair) throws(StepFailure) -> String {
    guard let owner = RelationshipNames.declarationOwner(origin: pair.origin, destination: pair.destination) else {
      throw .refused("nameTooLong", "\(pair.destination)._m2dmrt.\(pair.origin) has more than 253 octets")
    }
    return owner
  }

  static func onlyKey(_ keys: [[UInt8]], of host: HostName) throws(StepFailure) -> PublicKey {
    guard let spki = keys.first, keys.count == 1 else {
      throw .refused(
        "oneKeyOnly", "\(keys.count) keys of \(host) were named; this version registers one key for a host")
    }
    do {
      return try PublicKey(spkiDER: spki)
    } catch {
      throw .refused("unsupportedKey", "the key of \(host) cannot be used: \(error)")
    }
  }

  static func notOurs(_ pair: HostPair) -> StepFailure {
    .refused(
      "notOurHost", "this agent speaks neither for \(pair.origin) nor for \(pair.destination)",
      next: "Name the host under hosts: in warifud.yaml")
  }
}
