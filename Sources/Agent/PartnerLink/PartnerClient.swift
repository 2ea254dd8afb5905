package import GRPCCore
package import GRPCNIOTransportHTTP2Posix
import NIOCore
import Synchronization
import TLSKeys

/// The connection to one partner's agent. It is made when first needed, kept, and made again after it broke.
///
/// ``run()`` must be running while ``call(_:)`` is used; ``with(_:to:at:limits:now:_:)`` does both for a single use.
package final class PartnerClient: Sendable {
  package typealias Transport = HTTP2ClientTransport.Posix

  package let partner: PinnedPartner
  package let address: PartnerAddress

  private let client: GRPCClient<Transport>
  private let ownPin: KeyDigest
  /// How long a call may last, what a message may hold, and how many calls an agent takes at once.
  package let limits: PartnerLimits
  private let trouble: LastTrouble

  /// - Parameter now: Unix seconds, for the dates of the partner's certificate.
  package init(
    _ identity: AgentIdentity, to partner: PinnedPartner, at address: PartnerAddress,
    limits: PartnerLimits = PartnerLimits(), now: @escaping @Sendable () -> Int64
  ) throws(PartnerLinkError) {
    let tls = try PinnedTLS.client(identity)
    let trouble = LastTrouble()
    let judge: PinnedTLS.Judge = { leaf in
      guard let leaf else { return .noCertificate }
      guard partner.pins.contains(leaf.digest) else { return .unknownPin(leaf.digest) }
      guard leaf.isCurrent(at: now()) else {
        return .notCurrent(leaf.digest, notBefore: leaf.notBefore, notAfter: leaf.notAfter)
      }
      return nil
    }
    var config = Transport.Config.defaults
    config.backoff = .init(initial: .milliseconds(500), max: .seconds(5), multiplier: 1.6, jitter: 0.2)
    config.connection.maxIdleTime = limits.idle
    config.connection.keepalive = .init(time: .seconds(60), timeout: .seconds(20), allowWithoutCalls: false)
    config.channelDebuggingCallbacks.onCreateTCPConnection = { channel in
      trouble.clear()
      return channel.eventLoop.makeCompletedFuture {
        let gate = HandshakeGate(deadline: limits.handshake, judge: judge) { trouble.note($0) }
        try channel.pipeline.syncOperations.addHandlers(
          tls.handlers(server: false, gate: gate, judge: judge), position: .first)
      }
    }
    let target: any ResolvableTarget =
      if address.isIPv4 {
        .ipv4(address: address.host, port: address.port)
      } else if address.isIPv6 {
        .ipv6(address: address.host, port: address.port)
      } else {
        .dns(host: address.host, port: address.port)
      }
    let everyMethod = MethodConfig(
      names: [MethodConfig.Name(service: "", method: "")], waitForReady: false, timeout: limits.call,
      maxRequestMessageBytes: limits.messageOctets, maxResponseMessageBytes: limits.messageOctets)
    do {
      let transport = try Transport(
        target: target, transportSecurity: .customSecure, config: config,
        serviceConfig: ServiceConfig(methodConfig: [everyMethod]))
      self.client = GRPCClient(transport: transport)
    } catch {
      throw .unreachable(peer: "\(partner.name) at \(address)", reason: "\(error)")
    }
    self.partner = partner
    self.address = address
    self.ownPin = identity.pin
    self.limits = limits
    self.trouble = trouble
  }

  /// Keeps the connection until the task is cancelled or ``close()`` is called.
  package func run() async throws(PartnerLinkError) {
    do {
      try await self.client.runConnections()
    } catch {
      throw self.linkError(error)
    }
  }

  /// Lets calls end, then lets ``run()`` return.
  package func close() {
    self.client.beginGracefulShutdown()
  }

  /// Does one or more calls; whatever fails comes out as a ``PartnerLinkError`` that names the partner.
  package func call<Reply: Sendable>(
    _ body: (GRPCClient<Transport>) async throws -> Reply
  ) async throws(PartnerLinkError) -> Reply {
    do {
      return try await body(self.client)
    } catch {
      throw self.linkError(error)
    }
  }

  /// Connects, does the calls of `body`, and closes.
  package static func with<Reply: Sendable>(
    _ identity: AgentIdentity, to partner: PinnedPartner, at address: PartnerAddress,
    limits: PartnerLimits = PartnerLimits(), now: @escaping @Sendable () -> Int64,
    _ body: @escaping @Sendable (GRPCClient<Transport>) async throws -> Reply
  ) async throws(PartnerLinkError) -> Reply {
    let link = try PartnerClient(identity, to: partner, at: address, limits: limits, now: now)
    let result: Result<Reply, PartnerLinkError> = await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await link.run() }
      defer { link.close() }
      do throws(PartnerLinkError) {
        return .success(try await link.call(body))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func linkError(_ error: any Error) -> PartnerLinkError {
    if let error = error as? PartnerLinkError { return error }
    let peer = "\(self.partner.name) at \(self.address)"
    guard let error = error as? RPCError else {
      return .callFailed(peer: peer, code: "cancelled", reason: "\(error)")
    }
    switch error.code {
    case .unavailable, .cancelled, .unknown, .internalError:
      // The transport says only that the connection is gone; the handshake knows why.
      if let trouble = self.trouble.take() { return self.linkError(trouble, peer) }
      if error.message.contains("RST_STREAM") { return .callCutOff(peer: peer) }
      return error.code == .unavailable
        ? .unreachable(peer: peer, reason: Self.rootCause(error))
        : .callFailed(peer: peer, code: "\(error.code)", reason: error.message)
    case .unimplemented: return .unknownCall(peer: peer)
    case .deadlineExceeded:
      if let trouble = self.trouble.take() { return self.linkError(trouble, peer) }
      return .deadline(peer: peer, seconds: self.limits.call / .seconds(1))
    default:
      return .callFailed(peer: peer, code: "\(error.code)", reason: error.message)
    }
  }

  private func linkError(_ trouble: LinkTrouble, _ peer: String) -> PartnerLinkError {
    switch trouble {
    case .unknownPin(let seen):
      .refusedCertificate(
        peer: peer, seen: seen, expected: self.partner.pins, reason: "showed a key that is not pinned")
    case .notCurrent(let seen, _, _):
      .refusedCertificate(peer: peer, seen: seen, expected: self.partner.pins, reason: trouble.description)
    case .noCertificate:
      .refusedCertificate(peer: peer, seen: nil, expected: self.partner.pins, reason: trouble.description)
    case .tlsTooOld: .tlsTooOld(peer: peer)
    case .otherProtocol(let reason): .protocolMismatch(peer: peer, reason: reason)
    case .refusedByPeer: .refusedByPeer(peer: peer, ownPin: self.ownPin)
    case .tooSlow: .deadline(peer: peer, seconds: self.limits.handshake / .seconds(1))
    case .broken, .tooManyStrangers, .tooManyStrangersOfAddress, .tooManyConnectionsOfPin, .tooManyCalls,
      .messageUnreadable, .callTooLong:
      .unreachable(peer: peer, reason: "it \(trouble)")
    }
  }

  private static func rootCause(_ error: RPCError) -> String {
    var cause: any Error = error
    while let next = (cause as? RPCError)?.cause { cause = next }
    return (cause as? RPCError)?.message ?? "\(cause)"
  }
}
