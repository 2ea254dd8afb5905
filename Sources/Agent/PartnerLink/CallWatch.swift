import GRPCCore
import NIOCore

/// Reports a message that was larger than allowed; the transport then ends the call.
final class CallWatch: ChannelInboundHandler, Sendable {
  typealias InboundIn = Any

  private let messageLimit: Int
  private let report: @Sendable (LinkTrouble) -> Void

  init(messageLimit: Int, report: @escaping @Sendable (LinkTrouble) -> Void) {
    self.messageLimit = messageLimit
    self.report = report
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if (error as? RPCError)?.code == .resourceExhausted { self.report(.messageTooLarge(limit: self.messageLimit)) }
    context.fireErrorCaught(error)
  }
}
