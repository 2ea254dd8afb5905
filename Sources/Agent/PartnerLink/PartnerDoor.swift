import NIOCore
import TLSKeys

/// What happens to each accepted connection before anything of it is read.
struct PartnerDoor: Sendable {
  let tls: PinnedTLS
  let roster: PartnerRoster
  let ledger: ConnectionLedger
  let limits: PartnerLimits
  let now: @Sendable () -> Int64
  let report: @Sendable (PeerTrouble) -> Void

  func enter(_ channel: any Channel) -> EventLoopFuture<Void> {
    let from = channel.remoteAddress.map { "\($0)" } ?? "unknown"
    let connection = ObjectIdentifier(channel)
    if let crowded = self.ledger.enter(channel, from: channel.remoteAddress?.network ?? from, self.limits) {
      self.report(
        PeerTrouble(from: crowded.channel.remoteAddress.map { "\($0)" } ?? "unknown", trouble: crowded.trouble))
      crowded.channel.close(promise: nil)
    }
    channel.closeFuture.whenComplete { [ledger] _ in ledger.close(connection) }
    return channel.eventLoop.makeCompletedFuture {
      let gate = HandshakeGate(deadline: self.limits.handshake, judge: self.judge) { leaf in
        self.ledger.admit(connection, leaf.digest, limit: self.limits.connectionsPerPin)
          ? nil : .tooManyConnectionsOfPin(leaf.digest, limit: self.limits.connectionsPerPin)
      } report: { trouble in
        self.report(PeerTrouble(from: from, pin: self.pin(of: connection, trouble), trouble: trouble))
      }
      try channel.pipeline.syncOperations.addHandlers(
        self.tls.handlers(server: true, gate: gate, judge: self.judge), position: .first)
    }
  }

  /// A call has begun. HTTP/2 holds a peer to its number of calls only on each connection, and only once it has acknowledged
  /// the limit, so they are counted here; and one that takes too long is ended, so that nobody can hold calls open for ever.
  func begin(_ stream: any Channel) -> EventLoopFuture<Void> {
    let connection = stream.parent ?? stream
    let from = connection.remoteAddress.map { "\($0)" } ?? "unknown"
    let whose = self.ledger.pin(of: ObjectIdentifier(connection))
    let report: @Sendable (LinkTrouble) -> Void = { [report = self.report] trouble in
      report(PeerTrouble(from: from, pin: whose, trouble: trouble))
    }
    guard let pin = self.ledger.begin(on: ObjectIdentifier(connection), limit: self.limits.callsPerPin) else {
      report(.tooManyCalls(limit: self.limits.callsPerPin))
      return stream.eventLoop.makeCompletedFuture {
        try stream.pipeline.syncOperations.addHandler(RefusingHandler(), position: .first)
      }
    }
    let timer = stream.eventLoop.scheduleTask(in: TimeAmount(self.limits.call)) {
      report(.callTooLong)
      stream.close(promise: nil)
    }
    stream.closeFuture.whenComplete { [ledger] _ in
      ledger.end(callOf: pin)
      timer.cancel()
    }
    return stream.eventLoop.makeCompletedFuture {
      let watch = CallWatch(messageLimit: self.limits.messageOctets, report: report)
      try stream.pipeline.syncOperations.addHandler(watch, position: .last)
    }
  }

  /// Whose fault it is. A partner that has too many connections has shown who it is by that.
  private func pin(of connection: ObjectIdentifier, _ trouble: LinkTrouble) -> KeyDigest? {
    if case .tooManyConnectionsOfPin(let pin, _) = trouble { return pin }
    return self.ledger.pin(of: connection)
  }

  private func judge(_ leaf: LeafCertificate?) -> LinkTrouble? {
    guard let leaf else { return .noCertificate }
    guard self.roster.partner(withPin: leaf.digest) != nil else { return .unknownPin(leaf.digest) }
    guard leaf.isCurrent(at: self.now()) else {
      return .notCurrent(leaf.digest, notBefore: leaf.notBefore, notAfter: leaf.notAfter)
    }
    return nil
  }
}
