import NIOCore
import TLSKeys

/// What happens to each accepted connection before anything of it is read.
struct PartnerDoor: Sendable {
  let tls: PinnedTLS
  let roster: PartnerRoster
  let ledger: ConnectionLedger
  let limits: PartnerLimits
  let now: @Sendable () -> Int64
  let report: @Sendable (ConnectionRefusal) -> Void

  func enter(_ channel: any Channel) -> EventLoopFuture<Void> {
    let from = channel.remoteAddress.map { "\($0)" } ?? "unknown"
    guard self.ledger.open(limit: self.limits.connections) else {
      self.report(
        ConnectionRefusal(from: from, trouble: .tooManyConnections(limit: self.limits.connections)))
      return channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(RefusingHandler(), position: .first)
      }
    }
    channel.closeFuture.whenComplete { [ledger] _ in ledger.close() }
    return channel.eventLoop.makeCompletedFuture {
      let gate = HandshakeGate(deadline: self.limits.handshake, judge: self.judge) { leaf in
        guard self.ledger.open(leaf.digest, limit: self.limits.connectionsPerPin) else {
          return .tooManyConnectionsOfPin(leaf.digest, limit: self.limits.connectionsPerPin)
        }
        channel.closeFuture.whenComplete { [ledger] _ in ledger.close(leaf.digest) }
        return nil
      } report: { trouble in
        self.report(ConnectionRefusal(from: from, trouble: trouble))
      }
      try channel.pipeline.syncOperations.addHandlers(
        self.tls.handlers(server: true, gate: gate, judge: self.judge), position: .first)
    }
  }

  /// A call has begun. One that takes too long is ended, so that nobody can hold calls open for ever.
  func begin(_ stream: any Channel) -> EventLoopFuture<Void> {
    let timer = stream.eventLoop.scheduleTask(in: TimeAmount(self.limits.call)) {
      stream.close(promise: nil)
    }
    stream.closeFuture.whenComplete { _ in timer.cancel() }
    return stream.eventLoop.makeSucceededVoidFuture()
  }

  private func judge(_ leaf: LeafCertificate?) -> HandshakeTrouble? {
    guard let leaf else { return .noCertificate }
    guard self.roster.partner(withPin: leaf.digest) != nil else { return .unknownPin(leaf.digest) }
    guard leaf.isCurrent(at: self.now()) else {
      return .notCurrent(leaf.digest, notBefore: leaf.notBefore, notAfter: leaf.notAfter)
    }
    return nil
  }
}
