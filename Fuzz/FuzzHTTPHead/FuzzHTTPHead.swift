import NIOCore
import NIOEmbedded
import NIOHTTP1

@testable import TLSProbe

private let page = HTTPURL("https://ec-1.test/cart/?a=b")

/// Any octets as a web server's answer: it is refused or becomes a reply, and where that leads is found out.
///
/// The handlers are those of ``TLSProbe`` in its order, without a network.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTPHead(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = UnsafeBufferPointer(start: start, count: count)
  let channel = EmbeddedChannel()
  let promise = channel.eventLoop.makePromise(of: HTTPReply.self)
  promise.futureResult.whenSuccess(follow)
  do {
    try exchange(octets, on: channel, promise)
  } catch {
    promise.fail(error)
  }
  _ = try? channel.finish(acceptAlreadyClosed: true)
  promise.fail(ChannelError.eof)
  return 0
}

private func exchange(
  _ octets: UnsafeBufferPointer<UInt8>, on channel: EmbeddedChannel, _ promise: EventLoopPromise<HTTPReply>
) throws {
  let gate = InboundGate()
  let endpoint = Endpoint(host: "ec-1.test", address: "127.0.0.1", port: 443)
  var limits = NIOHTTPDecoderLimitConfiguration()
  limits.maxHeaderFieldSize = ProbeLimits.headOctets
  limits.maxHeaderListSize = ProbeLimits.headOctets
  limits.maxHeaderFieldCount = ProbeLimits.headFields
  try channel.pipeline.syncOperations.addHandlers(
    gate, HTTPRequestEncoder(), ByteToMessageHandler(HTTPResponseDecoder(limitConfiguration: limits)),
    ReplyHandler(
      ReplyCollector(bodyLimit: ProbeLimits.bodyOctets), gate: gate, endpoint: endpoint, promise))
  try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 443)).wait()
  gate.expectHead()
  let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/", headers: ["Host": "ec-1.test"])
  try channel.writeOutbound(HTTPClientRequestPart.head(head))
  try channel.writeOutbound(HTTPClientRequestPart.end(nil))
  // In two parts, since heads are cut anywhere on the wire.
  let cut = octets.first.map { octets.count * Int($0) / 256 } ?? 0
  for part in [octets[..<cut], octets[cut...]] where !part.isEmpty && channel.isActive {
    try channel.writeInbound(ByteBuffer(bytes: part))
  }
}

private func follow(_ reply: HTTPReply) {
  guard let page, let redirect = Redirect.of(reply, at: page), case .http(let url) = redirect.target else { return }
  precondition(HTTPURL(url.description) == url, "\(url) is another URL when it is read again")
}
