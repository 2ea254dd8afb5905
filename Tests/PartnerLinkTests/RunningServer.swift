import GRPCCore
import Logging
import Synchronization
import Testing

@testable import PartnerLink

/// A partner server on a free loopback port, with what it refused as its oracle.
struct RunningServer: Sendable {
  let server: PartnerServer
  let address: PartnerAddress
  let refusals: Refusals

  final class Refusals: Sendable {
    private let list = Mutex<[PeerTrouble]>([])
    func append(_ refusal: PeerTrouble) { self.list.withLock { $0.append(refusal) } }
    var troubles: [LinkTrouble] { self.list.withLock { $0.map(\.trouble) } }
  }

  static func with(
    _ identity: AgentIdentity, partners: [PinnedPartner], limits: PartnerLimits = PartnerLimits(),
    host: String = "127.0.0.1", now: Int64 = TestIdentities.now,
    _ body: (RunningServer) async throws -> Void
  ) async throws {
    let refusals = Refusals()
    let roster = PartnerRoster(partners)
    let server = try PartnerServer(
      identity, at: PartnerAddress(host: host, port: 0), roster: roster, services: [HelloService(roster: roster)],
      limits: limits, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { now },
      onTrouble: { refusals.append($0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      let address = PartnerAddress(host: host, port: try await server.listeningPort)
      // The server's own look at itself without TLS comes first.
      try await poll("the server has looked at itself") {
        server.isServing && server.connections == 0
      }
      defer { server.close() }
      try await body(RunningServer(server: server, address: address, refusals: refusals))
    }
  }

  func hello(
    as identity: AgentIdentity, expecting partner: PinnedPartner, saying word: String = "hello",
    limits: PartnerLimits = PartnerLimits(), now: Int64 = TestIdentities.now
  ) async throws -> String {
    try await sayHello(as: identity, to: partner, at: self.address, saying: word, limits: limits, now: now)
  }
}

/// Waits, with a deadline, until something holds.
func poll(_ what: String, _ holds: () async throws -> Bool) async throws {
  let end = ContinuousClock.now + .seconds(20)
  while ContinuousClock.now < end {
    if try await holds() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  Issue.record("waited 20 s in vain: \(what)")
}
