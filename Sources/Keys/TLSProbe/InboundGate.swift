import NIOCore

/// Lets octets in only when they are due: none before the request, a bounded number before the end of the reply's head.
final class InboundGate: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  enum Violation: Error {
    case spokeFirst
    case headTooLong
  }

  private enum State {
    case silent
    case head(octetsLeft: Int)
    case open
    case shut
  }

  private var state = State.silent
  private(set) var violation: Violation?

  /// Whether nothing was asked yet and nothing was said.
  var isSilent: Bool { if case .silent = self.state { true } else { false } }

  /// The request is sent: a head may come now.
  func expectHead() { self.state = .head(octetsLeft: ProbeLimits.headOctets) }

  /// The head is complete.
  func open() { self.state = .open }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch self.state {
    case .silent: self.shut(context, .spokeFirst)
    case .head(let octetsLeft) where octetsLeft <= 0: self.shut(context, .headTooLong)
    case .head(let octetsLeft):
      self.state = .head(octetsLeft: octetsLeft - self.unwrapInboundIn(data).readableBytes)
      context.fireChannelRead(data)
    case .open: context.fireChannelRead(data)
    case .shut: break
    }
  }

  private func shut(_ context: ChannelHandlerContext, _ violation: Violation) {
    self.state = .shut
    self.violation = violation
    context.fireErrorCaught(violation)
    context.close(promise: nil)
  }
}
