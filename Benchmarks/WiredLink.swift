import NIOCore
import NIOEmbedded
import NIOSSL
import PartnerLink

/// Both ends of a link between two agents on one thread, without a network: what one end sends is handed to the other.
final class WiredLink {
  private let client: EmbeddedChannel
  private let server: EmbeddedChannel

  /// Not connected yet.
  init(client: PinnedTLS, server: PinnedTLS) throws {
    let loop = EmbeddedEventLoop()
    self.client = EmbeddedChannel(loop: loop)
    self.server = EmbeddedChannel(loop: loop)
    for (channel, tls, isServer) in [(self.client, client, false), (self.server, server, true)] {
      let gate = HandshakeGate(deadline: .seconds(10), judge: { _ in nil }, report: { _ in })
      try channel.pipeline.syncOperations.addHandlers(
        tls.handlers(server: isServer, gate: gate, judge: { _ in nil }))
    }
  }

  /// A whole TLS 1.3 handshake in which both ends show and verify a certificate.
  func shakeHands() throws {
    let anywhere = try SocketAddress(ipAddress: "127.0.0.1", port: 1)
    self.server.connect(to: anywhere, promise: nil)
    self.client.connect(to: anywhere, promise: nil)
    // What TLS leaves for the event loop to do may make it speak again.
    var idle = 0
    while idle < 2 {
      self.client.embeddedEventLoop.run()
      let client = try self.carry(self.client, self.server)
      let server = try self.carry(self.server, self.client)
      idle = client || server ? 0 : idle + 1
    }
    // The server has the last word, a session ticket; before that it knows the client's certificate.
    guard try self.isOpen(self.client), try self.isOpen(self.server) else {
      throw BenchmarkFailure(message: "the handshake did not end")
    }
  }

  private func isOpen(_ channel: EmbeddedChannel) throws -> Bool {
    try channel.pipeline.syncOperations.nioSSL_tlsVersion() == .tlsv13
  }

  /// What goes over the wire for this message of the client.
  func encrypt(byClient octets: [UInt8]) throws -> [ByteBuffer] { try Self.encrypt(octets, self.client) }
  func encrypt(byServer octets: [UInt8]) throws -> [ByteBuffer] { try Self.encrypt(octets, self.server) }
  func decrypt(byClient wire: [ByteBuffer]) throws -> [UInt8] { try Self.decrypt(wire, self.client) }
  func decrypt(byServer wire: [ByteBuffer]) throws -> [UInt8] { try Self.decrypt(wire, self.server) }

  func close() {
    self.client.close(promise: nil)
    self.server.close(promise: nil)
    _ = try? self.carry(self.client, self.server)
    _ = try? self.carry(self.server, self.client)
    self.client.embeddedEventLoop.run()
  }

  private func carry(_ from: EmbeddedChannel, _ to: EmbeddedChannel) throws -> Bool {
    var moved = false
    while let wire = try from.readOutbound(as: ByteBuffer.self) {
      try to.writeInbound(wire)
      moved = true
    }
    return moved
  }

  private static func encrypt(_ octets: [UInt8], _ channel: EmbeddedChannel) throws -> [ByteBuffer] {
    try channel.writeOutbound(ByteBuffer(bytes: octets))
    var wire: [ByteBuffer] = []
    while let record = try channel.readOutbound(as: ByteBuffer.self) { wire.append(record) }
    return wire
  }

  private static func decrypt(_ wire: [ByteBuffer], _ channel: EmbeddedChannel) throws -> [UInt8] {
    for record in wire { try channel.writeInbound(record) }
    var octets: [UInt8] = []
    while let plain = try channel.readInbound(as: ByteBuffer.self) { octets += plain.readableBytesView }
    guard !octets.isEmpty else { throw BenchmarkFailure(message: "the link did not come about") }
    return octets
  }
}
