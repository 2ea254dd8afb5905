import NIOCore
import NIOHTTP1

/// Answers one request of an ``HTTPSServer`` and closes the connection.
final class WebHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let state: WebServerState
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ state: WebServerState) { self.state = state }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch self.unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      self.body = []
    case .body(let octets): self.body += octets.readableBytesView
    case .end:
      guard let head = self.head else { return }
      self.head = nil
      self.answer(head, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let host = Self.hostName(head.headers["host"].first ?? "")
    let request = WebRequest(host: host, method: head.method.rawValue, path: head.uri)
    if head.method == .POST {
      let headers = head.headers.map { ($0.name.lowercased(), $0.value) }
      self.state.note(
        WebPost(path: head.uri, headers: Dictionary(headers) { first, _ in first }, body: self.body))
    }
    let reply = self.state.reply(to: request)
    var headers = HTTPHeaders(reply.headers.map { ($0.name, $0.value) })
    headers.add(name: "Content-Length", value: String(reply.octets.count))
    headers.add(name: "Connection", value: "close")
    let status = HTTPResponseStatus(statusCode: reply.status)
    let responseHead = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    context.write(self.wrapOutboundOut(.head(responseHead)), promise: nil)
    if head.method != .HEAD {
      context.write(self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: reply.octets)))), promise: nil)
    }
    let channel = context.channel
    context.writeAndFlush(self.wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
  }

  /// `[::1]:8443` is `::1`, `shop.test:8443` is `shop.test`.
  private static func hostName(_ field: String) -> String {
    let field = field.lowercased()
    if field.hasPrefix("[") { return String(field.dropFirst().prefix { $0 != "]" }) }
    return String(field.prefix { $0 != ":" })
  }
}
