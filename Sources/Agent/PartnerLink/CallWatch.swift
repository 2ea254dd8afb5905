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
      // The transport says neither more nor by a code of its own when a message is too large.
      let isUnreadable = error.message.hasPrefix("Failed to decode message")
      self.report(isUnreadable ? .messageUnreadable(limit: self.messageLimit) : .broken(error.message))
    }
    context.fireErrorCaught(error)
  }
}
