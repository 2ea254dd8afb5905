import DNS
import NIOCore
import NIOPosix

/// A server on 127.0.0.1, UDP and TCP on one port, that does with every request what a test says.
final class ScriptedServer: Sendable {
  enum Act: Sendable {
    /// A message, over TCP with its length before it.
    case message([UInt8])
    /// Octets as they are.
    case raw([UInt8])
    /// The message from another port (UDP only).
    case fromElsewhere([UInt8])
    /// Octets without end.
    case endless
    /// The end of the connection.
    case close
  }

  let address: ServerAddress
  /// One element for every request received.
  let requests: AsyncStream<[UInt8]>
  private let group: MultiThreadedEventLoopGroup

  static func with(
    _ script: @escaping @Sendable ([UInt8]) throws -> [Act], _ body: (ScriptedServer) async throws -> Void
  ) async throws {
    let server = try await ScriptedServer(script)
    do { try await body(server) } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private init(_ script: @escaping @Sendable ([UInt8]) throws -> [Act]) async throws {
    // A thread of its own: what a hostile server does must not slow down the client's.
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let (requests, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    let recorded: @Sendable ([UInt8]) throws -> [Act] = {
      continuation.yield($0)
      return try script($0)
    }
    self.group = group
    self.requests = requests
    let stream = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ScriptedStreamHandler(recorded))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let port = stream.localAddress?.port ?? 0
    _ = try await DatagramBootstrap(group: group)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ScriptedDatagramHandler(recorded))
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    address = try ServerAddress("127.0.0.1:\(port)")
  }

  private func stop() async {
    try? await group.shutdownGracefully()
  }
}

private final class ScriptedStreamHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let script: @Sendable ([UInt8]) throws -> [ScriptedServer.Act]
  private var received = ByteBuffer()

  init(_ script: @escaping @Sendable ([UInt8]) throws -> [ScriptedServer.Act]) { self.script = script }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var piece = unwrapInboundIn(data)
    received.writeBuffer(&piece)
    guard let request = received.readLengthPrefixedSlice(as: UInt16.self) else { return }
    for act in (try? script(Array(request.readableBytesView))) ?? [.close] {
      switch act {
      case .message(let octets), .fromElsewhere(let octets):
        var buffer = ByteBuffer(integer: UInt16(octets.count))
        buffer.writeBytes(octets)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
      case .raw(let octets): context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: octets)), promise: nil)
      case .endless: flood(context)
      case .close: context.close(promise: nil)
      }
    }
  }

  private func flood(_ context: ChannelHandlerContext) {
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.assumeIsolated().whenSuccess { self.flood(context) }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(repeating: 0xC0, count: 65536)), promise: written)
  }
}

private final class ScriptedDatagramHandler: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>
  typealias OutboundOut = AddressedEnvelope<ByteBuffer>

  private let script: @Sendable ([UInt8]) throws -> [ScriptedServer.Act]

  init(_ script: @escaping @Sendable ([UInt8]) throws -> [ScriptedServer.Act]) { self.script = script }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let request = unwrapInboundIn(data)
    let client = request.remoteAddress
    for act in (try? script(Array(request.data.readableBytesView))) ?? [] {
      switch act {
      case .message(let octets), .raw(let octets):
        let envelope = AddressedEnvelope(remoteAddress: client, data: ByteBuffer(bytes: octets))
        context.writeAndFlush(wrapOutboundOut(envelope), promise: nil)
      case .fromElsewhere(let octets):
        let envelope = AddressedEnvelope(remoteAddress: client, data: ByteBuffer(bytes: octets))
        DatagramBootstrap(group: context.eventLoop).bind(host: "127.0.0.1", port: 0).whenSuccess { channel in
          channel.writeAndFlush(envelope).whenComplete { _ in channel.close(promise: nil) }
        }
      case .endless: flood(context, client)
      case .close: break
      }
    }
  }

  private func flood(_ context: ChannelHandlerContext, _ client: SocketAddress) {
    guard context.channel.isActive else { return }
    let envelope = AddressedEnvelope(remoteAddress: client, data: ByteBuffer(repeating: 0xC0, count: 1000))
    for _ in 0..<10 { context.writeAndFlush(wrapOutboundOut(envelope), promise: nil) }
    context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(1)) { self.flood(context, client) }
  }
}
