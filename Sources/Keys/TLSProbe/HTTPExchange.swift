import NIOCore
import NIOHTTP1

/// One request and one reply on a channel.
struct HTTPExchange: Sendable {
  let endpoint: Endpoint
  private let channel: any Channel
  private let timeout: Duration

  init(_ channel: any Channel, _ endpoint: Endpoint, timeout: Duration) {
    self.channel = channel
    self.endpoint = endpoint
    self.timeout = timeout
  }

  func get(target: String, hostHeader: String, bodyLimit: Int) async throws(ProbeError) -> HTTPReply {
    // Nothing that could end the line may get into the request.
    guard target.utf8.first == UInt8(ascii: "/"), Self.isVisible(target), Self.isVisible(hostHeader) else {
      throw .http(self.endpoint, reason: "the request target or host has characters that are not allowed")
    }
    let headers: HTTPHeaders = [
      "Host": hostHeader, "User-Agent": "warifu", "Accept": "text/html,*/*", "Accept-Encoding": "identity",
      "Connection": "close",
    ]
    let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: target, headers: headers)
    let (channel, endpoint) = (self.channel, self.endpoint)
    let timeout = TimeAmount(self.timeout)
    do {
      return try await withTaskCancellationHandler {
        try await channel.eventLoop.flatSubmit {
          let promise = channel.eventLoop.makePromise(of: HTTPReply.self)
          do {
            try Self.send(head, ReplyCollector(bodyLimit: bodyLimit), on: channel, endpoint, timeout, promise)
          } catch {
            promise.fail(error)
          }
          return promise.futureResult
        }.get()
      } onCancel: {
        channel.close(promise: nil)
      }
    } catch let error as ProbeError {
      throw error
    } catch is DeadlinePassed {
      throw .timeout(self.endpoint, step: .reply)
    } catch {
      throw .http(self.endpoint, reason: "it closed the connection before it was asked")
    }
  }

  func close() async {
    self.channel.close(promise: nil)
    _ = try? await self.channel.closeFuture.get()
  }

  /// Whether the connection is there, and nothing was said on it that was not asked for.
  var isOpen: Bool { self.channel.isActive }

  func abandon() { self.channel.close(promise: nil) }

  private static func send(
    _ head: HTTPRequestHead, _ collector: ReplyCollector, on channel: any Channel, _ endpoint: Endpoint,
    _ timeout: TimeAmount, _ promise: EventLoopPromise<HTTPReply>
  ) throws {
    let pipeline = channel.pipeline.syncOperations
    let gate = try pipeline.handler(type: InboundGate.self)
    guard gate.isSilent else {
      let reason = gate.violation == .spokeFirst ? "it spoke before it was asked" : "this connection was asked already"
      throw ProbeError.http(endpoint, reason: reason)
    }
    gate.expectHead()
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = ProbeLimits.headOctets
    limits.maxHeaderListSize = ProbeLimits.headOctets
    limits.maxHeaderFieldCount = ProbeLimits.headFields
    try pipeline.addHandlers(
      HTTPRequestEncoder(), ByteToMessageHandler(HTTPResponseDecoder(limitConfiguration: limits)),
      ReplyHandler(collector, gate: gate, endpoint: endpoint, promise))
    let deadline = channel.eventLoop.scheduleTask(in: timeout) {
      // The handler of the reply makes the best of what it has.
      channel.pipeline.fireErrorCaught(DeadlinePassed())
      channel.close(promise: nil)
    }
    promise.futureResult.whenComplete { _ in deadline.cancel() }
    pipeline.write(NIOAny(HTTPClientRequestPart.head(head)), promise: nil)
    pipeline.writeAndFlush(NIOAny(HTTPClientRequestPart.end(nil)), promise: nil)
  }

  private static func isVisible(_ text: String) -> Bool { text.utf8.allSatisfy { 0x21...0x7E ~= $0 } }
}
