package import GRPCCore
package import GRPCNIOTransportHTTP2Posix
package import Logging
import Synchronization
import TLSKeys

/// Listens for the partners' agents at one address. Who is calling is decided by the key in the certificate shown; a
/// key that nobody has pinned does not get through the handshake, and the log says which key it was.
///
/// grpc-swift's own TLS allows TLS 1.2 and refuses self-signed leaves, so the transport is "plaintext" and the TLS
/// handlers are put in by its channel callback. It would serve anybody if that callback were ever lost: therefore
/// ``run()`` connects to itself without TLS, ``PartnerGuard`` lets no call through before that has been refused, and
/// looks at each caller's certificate once more.
package final class PartnerServer: Sendable {
  package typealias Transport = HTTP2ServerTransport.Posix

  package let address: PartnerAddress
  package let roster: PartnerRoster

  private let server: GRPCServer<Transport>
  private let transport: Transport
  private let ledger: ConnectionLedger
  private let logger: Logger
  private let proof: CleartextProof
  private let look: @Sendable (PartnerAddress) async -> CleartextCheck.Answer

  /// - Parameters:
  ///   - address: an IPv4 or IPv6 literal; port 0 lets the system choose.
  ///   - now: Unix seconds, for the dates of the partners' certificates.
  ///   - onTrouble: called for each connection or call that is refused, on its event loop.
  package convenience init(
    _ identity: AgentIdentity, at address: PartnerAddress, roster: PartnerRoster,
    services: [any RegistrableRPCService], limits: PartnerLimits = PartnerLimits(), logger: Logger,
    now: @escaping @Sendable () -> Int64, onTrouble: @escaping @Sendable (PeerTrouble) -> Void = { _ in }
  ) throws(PartnerLinkError) {
    try self.init(
      identity, at: address, roster: roster, services: services, limits: limits, logger: logger, now: now,
      onTrouble: onTrouble, look: { await CleartextCheck.answer(at: $0) })
  }

  /// - Parameter look: how the server looks at itself without TLS.
  init(
    _ identity: AgentIdentity, at address: PartnerAddress, roster: PartnerRoster,
    services: [any RegistrableRPCService], limits: PartnerLimits, logger: Logger,
    now: @escaping @Sendable () -> Int64, onTrouble: @escaping @Sendable (PeerTrouble) -> Void,
    look: @escaping @Sendable (PartnerAddress) async -> CleartextCheck.Answer
  ) throws(PartnerLinkError) {
    let socket: GRPCNIOTransportCore.SocketAddress
    if address.isIPv4 {
      socket = .ipv4(host: address.host, port: address.port)
    } else if address.isIPv6 {
      socket = .ipv6(host: address.host, port: address.port)
    } else {
      throw .cannotListen(address: "\(address)", reason: "it is no IP address")
    }
    let log = RefusalLog(logger)
    let door = PartnerDoor(
      tls: try PinnedTLS.server(identity), roster: roster, ledger: ConnectionLedger(), limits: limits, now: now
    ) { refusal in
      log.note(refusal)
      onTrouble(refusal)
    }
    self.transport = Transport(
      address: socket, transportSecurity: .plaintext, config: Self.config(limits, door))
    let proof = CleartextProof()
    self.server = GRPCServer(
      transport: self.transport, services: services,
      interceptors: [PartnerGuard(roster: roster, proof: proof)])
    self.proof = proof
    self.look = look
    self.address = address
    self.roster = roster
    self.ledger = door.ledger
    self.logger = logger
  }

  /// Whether partners' calls are let through: once the port was seen to be closed to strangers.
  package var isServing: Bool { self.proof.isGiven }

  /// How many connections stand now, also such as have not shown who they are.
  package var connections: Int { self.ledger.all }

  /// Where it listens, once it does.
  package var listeningPort: Int {
    get async throws(PartnerLinkError) {
      do {
        let bound = try await self.transport.listeningAddress
        if let port = bound.ipv4?.port ?? bound.ipv6?.port { return port }
      } catch {
        throw .cannotListen(address: "\(self.address)", reason: "\(error)")
      }
      throw .cannotListen(address: "\(self.address)", reason: "it has no port")
    }
  }

  /// Serves until ``close()`` is called or the task is cancelled. Throws ``PartnerLinkError/cannotListen(address:reason:)``
  /// or ``PartnerLinkError/failsOpen(address:reason:)``.
  package func run() async throws(PartnerLinkError) {
    let result = await withTaskGroup(of: Result<Void, PartnerLinkError>.self) {
      group -> Result<Void, PartnerLinkError> in
      group.addTask { await self.prove() }
      do {
        try await self.server.serve()
      } catch {
        group.cancelAll()
        return .failure(.cannotListen(address: "\(self.address)", reason: "\(error)"))
      }
      group.cancelAll()
      return await group.next() ?? .success(())
    }
    try result.get()
  }

  /// Lets calls end, then lets ``run()`` return.
  package func close() {
    self.server.beginGracefulShutdown()
  }

  /// Looks at its own port without TLS until that is refused. A port that answers ends the server.
  private func prove() async -> Result<Void, PartnerLinkError> {
    guard let port = try? await self.listeningPort else { return .success(()) }
    let own = PartnerAddress(host: Self.reachable(self.address.host), port: port)
    while !Task.isCancelled {
      switch await self.look(own) {
      case .refused:
        self.proof.give()
        self.logger.info("Listening for partners", metadata: ["address": "\(own)"])
        return .success(())
      case .answered(let what):
        self.server.beginGracefulShutdown()
        return .failure(.failsOpen(address: "\(own)", reason: what))
      case .notReached(let reason):
        self.logger.warning(
          "Nobody is served yet: this agent cannot reach its own port to see that it is closed to strangers",
          metadata: ["address": "\(own)", "reason": "\(reason)"])
        try? await Task.sleep(for: .seconds(1))
      }
    }
    return .success(())
  }

  private static func reachable(_ host: String) -> String {
    switch host {
    case "0.0.0.0": "127.0.0.1"
    case "::": "::1"
    default: host
    }
  }

  private static func config(_ limits: PartnerLimits, _ door: PartnerDoor) -> Transport.Config {
    var config = Transport.Config.defaults
    config.connection.maxIdleTime = limits.idle
    config.connection.maxAge = limits.age
    config.connection.maxGraceTime = limits.call
    config.connection.keepalive = .init(
      time: .seconds(60), timeout: .seconds(20),
      clientBehavior: .init(minPingIntervalWithoutCalls: .seconds(30), allowWithoutCalls: false))
    config.http2.maxConcurrentStreams = limits.callsPerPin
    config.rpc.maxRequestPayloadSize = limits.messageOctets
    config.channelDebuggingCallbacks.onAcceptTCPConnection = { door.enter($0) }
    config.channelDebuggingCallbacks.onAcceptHTTP2Stream = { door.begin($0) }
    return config
  }
}
