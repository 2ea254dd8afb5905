package import NIOCore
import NIOSSL
import NIOTLS
package import TLSKeys

/// Stands behind the TLS handler. Nothing from the peer passes before the handshake has ended with TLS 1.3, HTTP/2 and
/// a certificate that is accepted; a handshake that takes too long is ended.
///
/// The certificate is judged here once more because the TLS library does not ask its callback when a session is resumed.
package final class HandshakeGate: ChannelInboundHandler, RemovableChannelHandler {
  package typealias InboundIn = Any
  package typealias InboundOut = Any

  private enum State {
    case waiting(deadline: Scheduled<Void>?)
    case open
    case shut
  }

  /// Called on the channel's event loop, once for each trouble.
  let report: @Sendable (LinkTrouble) -> Void

  private let deadline: TimeAmount
  private let judge: PinnedTLS.Judge
  private let admit: @Sendable (LeafCertificate) -> LinkTrouble?
  private var state = State.waiting(deadline: nil)

  package init(
    deadline: Duration, judge: @escaping PinnedTLS.Judge,
    admit: @escaping @Sendable (LeafCertificate) -> LinkTrouble? = { _ in nil },
    report: @escaping @Sendable (LinkTrouble) -> Void
  ) {
    self.deadline = TimeAmount(deadline)
    self.judge = judge
    self.admit = admit
    self.report = report
  }

  package func handlerAdded(context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let timer = context.eventLoop.scheduleTask(in: self.deadline) {
      let (gate, context) = bound.value
      gate.shut(context, .tooSlow)
    }
    self.state = .waiting(deadline: timer)
  }

  package func handlerRemoved(context: ChannelHandlerContext) {
    self.cancelDeadline()
  }

  package func channelInactive(context: ChannelHandlerContext) {
    self.cancelDeadline()
    context.fireChannelInactive()
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .open = self.state else { return }
    context.fireChannelRead(data)
  }

  package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted(let negotiated) = event as? TLSUserEvent, case .waiting = self.state {
      if let trouble = self.trouble(context, negotiated) {
        self.shut(context, trouble)
        return
      }
      self.cancelDeadline()
      self.state = .open
    }
    context.fireUserInboundEventTriggered(event)
  }

  package func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A peer that refuses our certificate says so only after our side of a TLS 1.3 handshake has ended.
    let trouble = LinkTrouble(error)
    switch self.state {
    case .waiting: self.shut(context, trouble)
    case .open where trouble == .refusedByPeer: self.report(trouble)
    case .open, .shut: break
    }
    context.fireErrorCaught(error)
  }

  private func trouble(_ context: ChannelHandlerContext, _ negotiated: String?) -> LinkTrouble? {
    let tls = context.pipeline.syncOperations
    guard (try? tls.nioSSL_tlsVersion()) == .tlsv13 else { return .tlsTooOld }
    guard negotiated == PinnedTLS.applicationProtocol else { return .otherProtocol("no HTTP/2 was agreed on") }
    let certificate = try? tls.nioSSL_peerCertificate()
    let leaf = certificate.flatMap { try? LeafCertificate(der: $0.toDERBytes()) }
    if let trouble = self.judge(leaf) { return trouble }
    return leaf.flatMap(self.admit)
  }

  private func shut(_ context: ChannelHandlerContext, _ trouble: LinkTrouble) {
    self.cancelDeadline()
    self.state = .shut
    self.report(trouble)
    context.close(promise: nil)
  }

  private func cancelDeadline() {
    if case .waiting(let deadline) = self.state {
      deadline?.cancel()
      self.state = .waiting(deadline: nil)
    }
  }
}
