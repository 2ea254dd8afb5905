import NIOCore
import NIOHTTP1
import NIOPosix

/// Feeds the ``ReplyCollector`` and closes the connection when it has enough.
final class ReplyHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart

  private var collector: ReplyCollector
  private let gate: InboundGate
  private let endpoint: Endpoint
  private let promise: EventLoopPromise<HTTPReply>

  init(_ collector: ReplyCollector, gate: InboundGate, endpoint: Endpoint, _ promise: EventLoopPromise<HTTPReply>) {
    self.collector = collector
    self.gate = gate
    self.endpoint = endpoint
    self.promise = promise
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch self.unwrapInboundIn(data) {
    case .head(let head):
      self.gate.open()
      let headers = head.headers.map { (name: $0.name, value: $0.value) }
      self.act(context, self.collector.head(status: Int(head.status.code), headers: headers))
    case .body(let buffer):
      self.act(context, self.collector.body(buffer.readableBytesView))
    case .end:
      self.act(context, self.collector.end())
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.act(context, self.collector.end())
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if case .finished(let reply) = self.collector.end() {
      self.promise.succeed(reply)
    } else if error is DeadlinePassed {
      self.promise.fail(error)
    } else {
      self.promise.fail(ProbeError.http(self.endpoint, reason: Self.reason(error)))
    }
    context.close(promise: nil)
  }

  private func act(_ context: ChannelHandlerContext, _ step: ReplyCollector.Step) {
    switch step {
    case .wait: return
    case .finished(let reply): self.promise.succeed(reply)
    case .failed(let reason): self.promise.fail(ProbeError.http(self.endpoint, reason: reason))
    }
    context.close(promise: nil)
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case InboundGate.Violation.headTooLong, HTTPParserError.headerOverflow:
      "its head has more than \(ProbeLimits.headOctets) octets or \(ProbeLimits.headFields) fields"
    case let error as HTTPParserError: "what it sent is not HTTP/1.1 (\(error))"
    case let error as IOError: "the connection broke (\(error.words))"
    default: "it closed the connection without a reply (\(error))"
    }
  }
}
