import NIOCore

/// Sends the request of an exchange, and waits for a datagram that answers it.
final class DatagramExchangeHandler<Reply: Sendable, Refusal: Error>: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>
  typealias OutboundOut = AddressedEnvelope<ByteBuffer>

  private let exchange: Exchange<Reply, Refusal>
  private let deadline: NIODeadline
  private let interval: TimeAmount?
  private let outcome: EventLoopPromise<Exchange<Reply, Refusal>.Outcome>
  private var ignored: Refusal?
  private var timers: [Scheduled<Void>] = []

  init(
    exchange: Exchange<Reply, Refusal>, deadline: NIODeadline, interval: TimeAmount?,
    outcome: EventLoopPromise<Exchange<Reply, Refusal>.Outcome>
  ) {
    self.exchange = exchange
    self.deadline = deadline
    self.interval = interval
    self.outcome = outcome
  }

  func channelActive(context: ChannelHandlerContext) {
    let loop = context.eventLoop.assumeIsolated()
    timers.append(
      loop.scheduleTask(deadline: deadline) { self.outcome.succeed(.failure(.unanswered(ignored: self.ignored))) })
    if let interval {
      var next = NIODeadline.now() + interval
      while next < deadline {
        timers.append(loop.scheduleTask(deadline: next) { self.send(context) })
        next = next + interval
      }
    }
    send(context)
  }

  private func send(_ context: ChannelHandlerContext) {
    guard let server = context.remoteAddress else { return }
    let envelope = AddressedEnvelope(remoteAddress: server, data: ByteBuffer(bytes: exchange.request))
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenFailure { self.fail($0) }
    context.writeAndFlush(wrapOutboundOut(envelope), promise: sent)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch exchange.judge(Array(unwrapInboundIn(data).data.readableBytesView)) {
    case .success(let reply): outcome.succeed(.success(reply))
    case .failure(let refusal): ignored = ignored ?? refusal
    case nil: break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(error) }

  func channelInactive(context: ChannelHandlerContext) {
    timers.forEach { $0.cancel() }
    outcome.succeed(.failure(.broken(reason: "the socket was closed")))
  }

  /// A datagram that could not be sent or found no listener changed nothing at the server.
  private func fail(_ error: any Error) { outcome.succeed(.failure(.notSent(reason: reason(of: error)))) }
}
