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
  func expectVerified(origin: PublicKey, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let pay = self.pay.host
    let set = DeclarationSet(
      self.zone.texts(self.owner).map { Array($0.utf8) }, origin: self.pair.origin, destination: pay)
    for key in self.pay.signer.set({ $0.keys[pay] ?? [] }) {
      let judgement = set.judge(originKeys: [origin], destinationKeys: [key.publicKey], now: PretendWorld.start)
      #expect(judgement.verdict == .verified, "\(judgement.reason ?? "")", sourceLocation: sourceLocation)
    }
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
