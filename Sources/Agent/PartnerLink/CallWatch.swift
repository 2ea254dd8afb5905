import GRPCCore
import NIOCore

/// Reports a call that the transport ends because of what the peer sent, such as a message larger than allowed.
final class CallWatch: ChannelInboundHandler, Sendable {
  typealias InboundIn = Any

  private let messageLimit: Int
  private let report: @Sendable (LinkTrouble) -> Void

  init(messageLimit: Int, report: @escaping @Sendable (LinkTrouble) -> Void) {
    self.messageLimit = messageLimit
    self.report = report
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? RPCError {
      let isTooLarge = ((error.cause as? RPCError) ?? error).code == .resourceExhausted
      self.report(isTooLarge ? .messageTooLarge(limit: self.messageLimit) : .broken(error.message))
    }
    context.fireErrorCaught(error)
  }
}
