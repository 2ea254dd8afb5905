import NIOCore
import NIOPosix

/// Talks HTTP/2 to a port without TLS, as a stranger would.
enum CleartextCheck {
  enum Answer: Equatable, Sendable {
    /// Closed, or a TLS alert: as it should be.
    case refused
    /// Something else came back, or the connection stayed open.
    case answered(String)
    case notReached(String)
  }

  /// The client's HTTP/2 preface (RFC 9113 §3.4) with an empty SETTINGS frame.
  private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]
  private static let tlsAlert: UInt8 = 21

  static func answer(at address: PartnerAddress, within limit: Duration = .seconds(5)) async -> Answer {
    do {
      let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .connectTimeout(TimeAmount(limit))
        .connect(host: address.host, port: address.port) { channel in
          channel.eventLoop.makeCompletedFuture {
            try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
          }
        }
      let deadline = channel.channel.eventLoop.scheduleTask(in: TimeAmount(limit)) {
        channel.channel.close(promise: nil)
      }
      defer { deadline.cancel() }
      let begun = ContinuousClock.now
      return try await channel.executeThenClose { inbound, outbound in
        // The other side may have closed already.
        try? await outbound.write(ByteBuffer(bytes: self.preface))
        do {
          for try await octets in inbound {
            if let first = octets.readableBytesView.first, first != self.tlsAlert {
              return .answered("its first octet is \(first)")
            }
          }
        } catch is IOError {
          return .refused
        }
        return ContinuousClock.now - begun < limit ? .refused : .answered("it holds the connection open")
      }
    } catch is IOError {
      return .refused
    } catch {
      return .notReached("\(error)")
    }
  }
}
