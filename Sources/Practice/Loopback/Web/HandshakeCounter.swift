import NIOCore
import NIOTLS

/// Counts the completed handshakes of an ``HTTPSServer``.
final class HandshakeCounter: ChannelInboundHandler {
  typealias InboundIn = Any

  private let state: WebServerState

  init(_ state: WebServerState) { self.state = state }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted = event as? TLSUserEvent { self.state.countHandshake() }
    context.fireUserInboundEventTriggered(event)
  }

  /// A client that refuses the certificate is nothing to report.
  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
