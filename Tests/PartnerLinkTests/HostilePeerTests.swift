import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Logging
import NIOCore
import NIOSSL
import TLSKeys
import Testing

@testable import PartnerLink

@Suite("A peer that is no honest agent", .timeLimit(.minutes(1)))
struct HostilePeerTests {
  private let identities: TestIdentities
  private let shop: AgentIdentity
  private let pay: AgentIdentity
  private let asShop: PinnedPartner
  private let asPay: PinnedPartner

  init() throws {
    self.identities = try TestIdentities()
    self.shop = try self.identities.make("shop")
    self.pay = try self.identities.make("pay")
    self.asShop = try #require(PinnedPartner(name: "shop", pins: [self.shop.pin]))
    self.asPay = try #require(PinnedPartner(name: "pay", pins: [self.pay.pin]))
  }

  private var shopFiles: (certificate: String, key: String) {
    ("\(self.identities.folder)/shop/agent.pem", "\(self.identities.folder)/shop/agent.key")
  }

  private func expectStillServing(_ running: RunningServer) async throws {
    #expect(try await running.hello(as: self.shop, expecting: self.asPay) == "shop")
  }

  @Test("and speaks without TLS hears nothing but a TLS alert")
  func cleartext() async throws {
    try await RunningServer.with(self.pay, partners: [self.asShop]) { (running: RunningServer) async throws in
      let before = running.refusals.troubles.count
      let peer = try await RawPeer.connect(to: running.address)
      await peer.send(HTTP2Frames.preface)
      try await poll("the connection is closed") { peer.isClosed }
      #expect(peer.octets.first ?? 21 == 21)
      #expect(running.refusals.troubles.dropFirst(before) == [.otherProtocol("the first octets are no TLS record")])
      try await self.expectStillServing(running)
    }
  }

  @Test("and speaks at most TLS 1.2 is refused, though its certificate is pinned")
  func oldTLS() async throws {
    try await RunningServer.with(self.pay, partners: [self.asShop]) { (running: RunningServer) async throws in
      let peer = try await RawPeer.connect(
        to: running.address, tls: RawPeer.tls(self.shopFiles, newest: .tlsv12))
      try await poll("the connection is closed") { peer.isClosed }
      #expect(running.refusals.troubles.contains(.tlsTooOld))
      try await self.expectStillServing(running)
    }
  }

  @Test("and shows no certificate is refused")
  func noCertificate() async throws {
    try await RunningServer.with(self.pay, partners: [self.asShop]) { (running: RunningServer) async throws in
      let peer = try await RawPeer.connect(to: running.address, tls: RawPeer.tls(nil))
      try await poll("the connection is closed") { peer.isClosed }
      #expect(running.refusals.troubles.contains(.noCertificate))
      try await self.expectStillServing(running)
    }
  }

  @Test("and does not agree on HTTP/2 is refused, though its certificate is pinned")
  func noALPN() async throws {
    try await RunningServer.with(self.pay, partners: [self.asShop]) { (running: RunningServer) async throws in
      var tls = try RawPeer.tls(self.shopFiles)
      tls.applicationProtocols = []
      let peer = try await RawPeer.connect(to: running.address, tls: tls)
      try await poll("the connection is closed") { peer.isClosed }
      #expect(running.refusals.troubles.contains(.otherProtocol("no HTTP/2 was agreed on")))
      try await self.expectStillServing(running)
    }
  }

  @Test("and never finishes its handshake is cut off")
  func slowHandshake() async throws {
    var limits = PartnerLimits()
    limits.handshake = .milliseconds(400)
    try await RunningServer.with(self.pay, partners: [self.asShop], limits: limits) {
      (running: RunningServer) async throws in
      let silent = try await RawPeer.connect(to: running.address)
      let dripping = try await RawPeer.connect(to: running.address)
      await dripping.send([0x16, 0x03, 0x01, 0x02, 0x00])
      try await poll("both are closed") { silent.isClosed && dripping.isClosed }
      #expect(running.refusals.troubles.filter { $0 == .tooSlow }.count == 2)
      try await self.expectStillServing(running)
    }
  }

  @Test("and opens connections without end loses the oldest of them, and no partner is kept out")
  func manyConnections() async throws {
    for perAddress in [true, false] {
      var limits = PartnerLimits()
      if perAddress { limits.strangersPerAddress = 4 } else { limits.strangers = 4 }
      let trouble = perAddress ? LinkTrouble.tooManyStrangersOfAddress(limit: 4) : .tooManyStrangers(limit: 4)
      try await RunningServer.with(self.pay, partners: [self.asShop], limits: limits) {
        (running: RunningServer) async throws in
        let partner = try await RawPeer.connect(to: running.address, tls: RawPeer.tls(self.shopFiles))
        await partner.send(HTTP2Frames.preface)
        try await poll("the partner is in") { !partner.octets.isEmpty }
        var peers: [RawPeer] = []
        for number in 1...8 {
          peers.append(try await RawPeer.connect(to: running.address))
          try await poll("it has come in") {
            number <= 4
              ? running.server.connections == 1 + number
              : running.refusals.troubles.filter { $0 == trouble }.count == number - 4
          }
        }
        try await poll("the oldest are closed") { peers[..<4].allSatisfy(\.isClosed) }
        #expect(peers[4...].allSatisfy { !$0.isClosed } && !partner.isClosed)
        try await self.expectStillServing(running)
        for peer in peers + [partner] { await peer.close() }
        try await poll("none stands") { running.server.connections == 0 }
      }
    }
  }

  @Test("and has a whole IPv6 network counts as one address")
  func networks() throws {
    func network(_ text: String) throws -> String? { try SocketAddress(ipAddress: text, port: 1).network }
    #expect(try network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9"))
    #expect(try network("2001:db8:1:2::1") != network("2001:db8:1:3::1"))
    #expect(try network("192.0.2.1") != network("192.0.2.2"))
    #expect(try network("::ffff:192.0.2.1") != network("::ffff:192.0.2.2"))
  }

  @Test("and is a partner takes no more connections than one partner may")
  func manyOfOne() async throws {
    var limits = PartnerLimits()
    limits.connectionsPerPin = 2
    let third = try self.identities.make("third")
    let asThird = try #require(PinnedPartner(name: "third", pins: [third.pin]))
    try await RunningServer.with(self.pay, partners: [self.asShop, asThird], limits: limits) {
      (running: RunningServer) async throws in
      var peers: [RawPeer] = []
      for _ in 0..<3 {
        let peer = try await RawPeer.connect(to: running.address, tls: RawPeer.tls(self.shopFiles))
        await peer.send(HTTP2Frames.preface)
        try await poll("it is let in or closed") { !peer.octets.isEmpty || peer.isClosed }
        peers.append(peer)
      }
      try await poll("the third is closed") { peers[2].isClosed }
      #expect(!peers[0].isClosed && !peers[1].isClosed)
      #expect(running.refusals.troubles.contains(.tooManyConnectionsOfPin(self.shop.pin, limit: 2)))
      #expect(try await running.hello(as: third, expecting: self.asPay) == "third")
      for peer in peers { await peer.close() }
      try await poll("none stands") { running.server.connections == 0 }
      try await self.expectStillServing(running)
    }
  }

  @Test("and opens calls without end gets no more than the limit", arguments: [true, false])
  func manyCalls(acknowledging: Bool) async throws {
    var limits = PartnerLimits()
    limits.callsPerPin = 4
    let third = try self.identities.make("third")
    let asThird = try #require(PinnedPartner(name: "third", pins: [third.pin]))
    try await RunningServer.with(self.pay, partners: [self.asShop, asThird], limits: limits) {
      (running: RunningServer) async throws in
      let peer = try await RawPeer.connect(to: running.address, tls: RawPeer.tls(self.shopFiles))
      await peer.send(HTTP2Frames.preface)
      try await poll("the server has said its limits") { !peer.octets.isEmpty }
      var octets = acknowledging ? HTTP2Frames.frame(type: 4, flags: 1, stream: 0, []) : []
      for number in 0..<12 {
        octets += HTTP2Frames.call("/warifu.partner.v1.PartnerService/Hello", stream: UInt32(2 * number + 1))
      }
      await peer.send(octets)
      // RST_STREAM is type 3 (RFC 9113 §6.4). Whoever breaks a limit it has acknowledged loses the whole connection.
      try await poll("what is over the limit is refused") {
        acknowledging ? peer.isClosed : HTTP2Frames.read(peer.octets).filter { $0.type == 3 }.count == 8
      }
      #expect(acknowledging || running.refusals.troubles.contains(.tooManyCalls(limit: 4)))
      #expect(try await running.hello(as: third, expecting: self.asPay) == "third")
      #expect(acknowledging || HTTP2Frames.read(peer.octets).filter { $0.type == 3 }.count == 8)
      await peer.close()
    }
  }

  @Test("and is a partner gets no more calls at once over several connections than over one")
  func manyCallsOverSeveral() async throws {
    var limits = PartnerLimits()
    limits.callsPerPin = 4
    try await RunningServer.with(self.pay, partners: [self.asShop], limits: limits) {
      (running: RunningServer) async throws in
      var peers: [RawPeer] = []
      for _ in 0..<2 {
        let peer = try await RawPeer.connect(to: running.address, tls: RawPeer.tls(self.shopFiles))
        let calls = (0..<3).map {
          HTTP2Frames.call("/warifu.partner.v1.PartnerService/Hello", stream: UInt32(2 * $0 + 1))
        }
        await peer.send(HTTP2Frames.preface + calls.joined())
        peers.append(peer)
      }
      try await poll("what is over the limit is refused") {
        peers.flatMap { HTTP2Frames.read($0.octets) }.filter { $0.type == 3 }.count == 2
      }
      #expect(running.refusals.troubles.filter { $0 == .tooManyCalls(limit: 4) }.count == 2)
      for peer in peers { await peer.close() }
      try await poll("none stands") { running.server.connections == 0 }
      try await self.expectStillServing(running)
    }
  }

  @Test("and begins calls it never fills sees them ended")
  func unfilledCalls() async throws {
    var limits = PartnerLimits()
    limits.call = .milliseconds(400)
    try await RunningServer.with(self.pay, partners: [self.asShop], limits: limits) {
      (running: RunningServer) async throws in
      let peer = try await RawPeer.connect(to: running.address, tls: RawPeer.tls(self.shopFiles))
      await peer.send(
        HTTP2Frames.preface + HTTP2Frames.call("/warifu.partner.v1.PartnerService/Hello", stream: 1)
          + HTTP2Frames.call("/warifu.partner.v1.PartnerService/Open", stream: 3))
      try await poll("both are ended") { HTTP2Frames.read(peer.octets).filter { $0.type == 3 }.count == 2 }
      #expect(running.refusals.troubles.filter { $0 == .callTooLong }.count == 2)
      #expect(!peer.isClosed)
      await peer.close()
      try await self.expectStillServing(running)
    }
  }

  @Test("and sends a message larger than allowed has its call cut off, and nothing else")
  func largeMessage() async throws {
    var generous = PartnerLimits()
    generous.messageOctets = 4 << 20
    try await RunningServer.with(self.pay, partners: [self.asShop]) {
      [generous] (running: RunningServer) async throws in
      let error = await failure {
        try await running.hello(
          as: self.shop, expecting: self.asPay, saying: String(repeating: "x", count: 100 * 1024), limits: generous)
      }
      #expect(error == .callCutOff(peer: "pay at \(running.address)"))
      #expect(running.refusals.troubles.contains(.messageUnreadable(limit: 64 * 1024)))
      try await self.expectStillServing(running)
    }
  }

  @Test("and answers with something else than TLS 1.3 and HTTP/2 is named so by the caller")
  func wrongServers() async throws {
    let plain = try await OddServer.start(answer: Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
    let told = await failure {
      try await sayHello(as: self.shop, to: self.asPay, at: plain.address)
    }
    #expect(
      told
        == .protocolMismatch(peer: "pay at \(plain.address)", reason: "the first octets are no TLS record"))
    await plain.stop()

    let files = ("\(self.identities.folder)/pay/agent.pem", "\(self.identities.folder)/pay/agent.key")
    let old = try await OddServer.start(certificate: files.0, key: files.1, newest: .tlsv12)
    let toldOld = await failure {
      try await sayHello(as: self.shop, to: self.asPay, at: old.address)
    }
    #expect(toldOld == .tlsTooOld(peer: "pay at \(old.address)"))
    await old.stop()

    var limits = PartnerLimits()
    limits.handshake = .milliseconds(300)
    let silent = try await OddServer.start(answer: [])
    let toldSilent = await failure { [limits] in
      try await sayHello(as: self.shop, to: self.asPay, at: silent.address, limits: limits)
    }
    #expect(toldSilent == .deadline(peer: "pay at \(silent.address)", seconds: 0.3))
    await silent.stop()
  }

  @Test("would be found out at the start if the TLS handlers were ever missing, and gets no call through even then")
  func lostHandlers() async throws {
    let roster = PartnerRoster([self.asShop])
    let proof = CleartextProof()
    proof.give()
    let transport = HTTP2ServerTransport.Posix(
      address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext)
    let server = GRPCServer(
      transport: transport, services: [HelloService(roster: roster)],
      interceptors: [PartnerGuard(roster: roster, proof: proof)])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.serve() }
      let port = try #require(try await transport.listeningAddress.ipv4?.port)
      let address = PartnerAddress(host: "127.0.0.1", port: port)
      #expect(await CleartextCheck.answer(at: address) == .answered("its first octet is 0"))

      let client = try HTTP2ClientTransport.Posix(
        target: .ipv4(address: "127.0.0.1", port: port), transportSecurity: .plaintext)
      let code = try await withGRPCClient(transport: client) { client in
        do {
          return try await hello(over: client)
        } catch let error as RPCError {
          return "\(error.code)"
        }
      }
      #expect(code == "unauthenticated")
      server.beginGracefulShutdown()
    }
  }

  @Test("has no call answered, nor has a partner, before the server has seen that it is closed to strangers")
  func unproven() async throws {
    for isClosed in [true, false] {
      let roster = PartnerRoster([self.asShop])
      let (looking, hasLooked) = AsyncStream.makeStream(of: Never.self)
      let server = try PartnerServer(
        self.pay, at: PartnerAddress(host: "127.0.0.1", port: 0), roster: roster,
        services: [HelloService(roster: roster)], limits: PartnerLimits(),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { TestIdentities.now },
        onTrouble: { _ in },
        look: { _ in
          for await _ in looking {}
          return isClosed ? .refused : .answered("its first octet is 0")
        })
      let running = Task { try await server.run() }
      let address = PartnerAddress(host: "127.0.0.1", port: try await server.listeningPort)
      let early = await failure { try await sayHello(as: self.shop, to: self.asPay, at: address) }
      guard case .unreachable(_, let reason) = early else {
        Issue.record("\(String(describing: early))")
        return
      }
      #expect(reason.contains("serves nobody yet"))
      hasLooked.finish()
      if isClosed {
        try await poll("it serves") { (try? await sayHello(as: self.shop, to: self.asPay, at: address)) == "shop" }
        server.close()
        try await running.value
      } else {
        await #expect { try await running.value } throws: {
          $0 as? PartnerLinkError == .failsOpen(address: "\(address)", reason: "its first octet is 0")
        }
      }
    }
  }
}
