import NIOCore
import NIOPosix

/// One request to one server and its reply, without knowing what they mean.
struct Exchange<Reply: Sendable, Refusal: Error>: Sendable {
  typealias Outcome = Result<Reply, ExchangeError<Refusal>>

  let server: ServerAddress
  let request: [UInt8]
  /// Says what a message from the server means, nil where the reply goes on in the next one; called on an event loop, so it
  /// must be quick.
  let judge: @Sendable ([UInt8]) -> Result<Reply, Refusal>?

  /// Over a connected UDP socket, so that the kernel drops what others send. Datagrams that `judge` refuses are passed over
  /// while time is left.
  func overUDP(
    timeout: Duration, sendingAgainEvery interval: Duration? = nil
  ) async throws(ExchangeError<Refusal>) -> Reply {
    try await run(timeout: timeout) { loop, address, deadline, outcome in
      DatagramBootstrap(group: loop)
        .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 4096))
        .channelInitializer { channel in
          prepare(channel, outcome) {
            DatagramExchangeHandler(
              exchange: self, deadline: deadline, interval: interval.map { TimeAmount($0) }, outcome: outcome)
          }
        }
        .connect(to: address)
    }
  }

  /// Over a TCP connection of its own. The first message that `judge` takes for the whole reply decides.
  func overTCP(timeout: Duration) async throws(ExchangeError<Refusal>) -> Reply {
    try await run(timeout: timeout) { loop, address, deadline, outcome in
      ClientBootstrap(group: loop)
        .connectTimeout(max(.nanoseconds(1), deadline - .now()))
        .channelInitializer { channel in
          prepare(channel, outcome) { StreamExchangeHandler(exchange: self, deadline: deadline, outcome: outcome) }
        }
        .connect(to: address)
    }
  }

  /// Whoever gives the outcome first decides; then the channel is closed, also one that is not connected yet.
  private func prepare(
    _ channel: any Channel, _ outcome: EventLoopPromise<Outcome>, _ handler: () -> some ChannelHandler
  ) -> EventLoopFuture<Void> {
    outcome.futureResult.whenComplete { _ in channel.close(promise: nil) }
    let handler = handler()
    return channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(handler) }
  }

  private func run(
    timeout: Duration,
    connect: (any EventLoop, SocketAddress, NIODeadline, EventLoopPromise<Outcome>) -> EventLoopFuture<any Channel>
  ) async throws(ExchangeError<Refusal>) -> Reply {
    guard !Task.isCancelled else { throw .cancelled }
    guard timeout > .zero else { throw .unanswered(ignored: nil) }
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let outcome = loop.makePromise(of: Outcome.self)
    do {
      let address = try SocketAddress(ipAddress: server.host, port: Int(server.port))
      connect(loop, address, .now() + TimeAmount(timeout), outcome).whenFailure { error in
        outcome.succeed(.failure(.notSent(reason: reason(of: error))))
      }
    } catch {
      outcome.succeed(.failure(.notSent(reason: "\(error)")))
    }
    let result: Outcome
    do {
      result = try await withTaskCancellationHandler {
        try await outcome.futureResult.get()
      } onCancel: {
        outcome.succeed(.failure(.cancelled))
      }
    } catch {
      throw .broken(reason: "\(error)")
    }
    return try result.get()
  }
}
