import NIOCore

/// Sends the request of an exchange over a connection, and judges the messages that come (RFC 7766 §8: two octets of
/// length before each message).
final class StreamExchangeHandler<Reply: Sendable, Refusal: Error>: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let exchange: Exchange<Reply, Refusal>
  private let deadline: NIODeadline
  private let outcome: EventLoopPromise<Exchange<Reply, Refusal>.Outcome>
  /// Never more than one message and what the last read brought beyond it.
  private var received = ByteBuffer()
  private var isDone = false
  private var timer: Scheduled<Void>?

  init(
    exchange: Exchange<Reply, Refusal>, deadline: NIODeadline,
    outcome: EventLoopPromise<Exchange<Reply, Refusal>.Outcome>
  ) {
    self.exchange = exchange
    self.deadline = deadline
    self.outcome = outcome
  }

  func channelActive(context: ChannelHandlerContext) {
    timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
      self.outcome.succeed(.failure(.unanswered(ignored: nil)))
    }
    var buffer = context.channel.allocator.buffer(capacity: 2 + exchange.request.count)
    buffer.writeInteger(UInt16(exchange.request.count))
    buffer.writeBytes(exchange.request)
    context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isDone else { return }
    var piece = unwrapInboundIn(data)
    received.writeBuffer(&piece)
    while let length = received.getInteger(at: received.readerIndex, as: UInt16.self),
      let message = received.getBytes(at: received.readerIndex + 2, length: Int(length))
    {
      received.moveReaderIndex(forwardBy: 2 + Int(length))
      guard let verdict = exchange.judge(message) else { continue }
      isDone = true
      outcome.succeed(verdict.mapError { .refused($0) })
      return
    }
    received.discardReadBytes()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    outcome.succeed(.failure(.broken(reason: reason(of: error))))
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    outcome.succeed(.failure(.broken(reason: "the server closed the connection")))
  }
}
