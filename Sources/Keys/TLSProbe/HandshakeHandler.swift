import NIOCore
import NIOSSL
import NIOTLS

/// Hands out the leaf certificate the moment the handshake has ended, or why it has not.
///
/// Asking the pipeline later races with a server that closes the connection, which empties it.
final class HandshakeHandler: ChannelInboundHandler {
  typealias InboundIn = Any

  /// What failed, with the certificate that had been shown by then.
  struct Failure: Error {
    let cause: any Error
    let shownLeaf: [UInt8]?
  }

  private let promise: EventLoopPromise<[UInt8]>
  private let timeout: TimeAmount
  private var deadline: Scheduled<Void>?

  init(_ promise: EventLoopPromise<[UInt8]>, timeout: TimeAmount) {
    self.promise = promise
    self.timeout = timeout
  }

  func channelActive(context: ChannelHandlerContext) {
    let (promise, channel) = (self.promise, context.channel)
    self.deadline = context.eventLoop.scheduleTask(in: self.timeout) {
      promise.fail(DeadlinePassed())
      channel.close(mode: .all, promise: nil)
    }
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted = event as? TLSUserEvent {
      self.deadline?.cancel()
      if let leaf = self.shownLeaf(context) {
        self.promise.succeed(leaf)
      } else {
        self.fail(context, NIOSSLError.noCertificateToValidate)
      }
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    self.fail(context, error)
    context.fireErrorCaught(error)
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.fail(context, ChannelError.eof)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.deadline?.cancel()
    self.promise.fail(ChannelError.eof)
  }

  private func fail(_ context: ChannelHandlerContext, _ cause: any Error) {
    self.deadline?.cancel()
    self.promise.fail(Failure(cause: cause, shownLeaf: self.shownLeaf(context)))
  }

  private func shownLeaf(_ context: ChannelHandlerContext) -> [UInt8]? {
    try? context.pipeline.syncOperations.nioSSL_peerCertificate()?.toDERBytes()
  }
}
