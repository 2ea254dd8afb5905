import GRPCCore
import NIOCore
import PartnerLink
import TLSKeys
import Testing

@Suite("Two agents", .timeLimit(.minutes(1)))
struct PartnerLinkTests {
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

  @Test("that pinned each other talk, and the one called knows who calls", arguments: ["127.0.0.1", "::1"])
  func talk(host: String) async throws {
    try await RunningServer.with(self.pay, partners: [self.asShop], host: host) {
      (running: RunningServer) async throws in
      #expect(try await running.hello(as: self.shop, expecting: self.asPay) == "shop")
    }
  }

  @Test("are told apart by their keys when several call one port")
  func several() async throws {
    let third = try self.identities.make("third")
    let asThird = try #require(PinnedPartner(name: "third", pins: [third.pin]))
    try await RunningServer.with(self.pay, partners: [self.asShop, asThird]) { (running: RunningServer) async throws in
      #expect(try await running.hello(as: third, expecting: self.asPay) == "third")
      #expect(try await running.hello(as: self.shop, expecting: self.asPay) == "shop")
    }
  }

  @Test("may change from one key to another while both are pinned, on either side")
  func rotation() async throws {
    let newShop = try self.identities.make("shop-new")
    let both = try #require(PinnedPartner(name: "shop", pins: [self.shop.pin, newShop.pin]))
    let payBoth = try #require(PinnedPartner(name: "pay", pins: [newShop.pin, self.pay.pin]))
    try await RunningServer.with(self.pay, partners: [both]) { (running: RunningServer) async throws in
      #expect(try await running.hello(as: self.shop, expecting: self.asPay) == "shop")
      #expect(try await running.hello(as: newShop, expecting: payBoth) == "shop")
    }
    #expect(PinnedPartner(name: "shop", pins: []) == nil)
    #expect(PinnedPartner(name: "shop", pins: [self.shop.pin, self.shop.pin]) == nil)
    #expect(PinnedPartner(name: "shop", pins: [self.shop.pin, newShop.pin, self.pay.pin]) == nil)
  }

  @Test("do not talk when the caller is not pinned: the caller learns so, and the other logs the key it saw")
  func stranger() async throws {
    let stranger = try self.identities.make("stranger")
    try await RunningServer.with(self.pay, partners: [self.asShop]) { (running: RunningServer) async throws in
      let error = await failure {
        try await running.hello(as: stranger, expecting: self.asPay)
      }
      #expect(error == .refusedByPeer(peer: "pay at \(running.address)", ownPin: stranger.pin))
      #expect(running.refusals.troubles.contains(.unknownPin(stranger.pin)))
      #expect(try await running.hello(as: self.shop, expecting: self.asPay) == "shop")
    }
  }

  @Test("do not talk when the one called shows another key: the caller sees both keys")
  func impostor() async throws {
    let impostor = try self.identities.make("impostor")
    try await RunningServer.with(impostor, partners: [self.asShop]) { (running: RunningServer) async throws in
      let error = await failure {
        try await running.hello(as: self.shop, expecting: self.asPay)
      }
      guard case .refusedCertificate(_, let seen, let expected, _) = error else {
        Issue.record("got \(String(describing: error))")
        return
      }
      #expect(seen == impostor.pin)
      #expect(expected == [self.pay.pin])
    }
  }

  @Test("do not talk when a certificate has expired or is not yet valid, on either side")
  func dates() async throws {
    let later = TestIdentities.now + 366 * 86_400
    let earlier = TestIdentities.now - 7200
    for time in [later, earlier] {
      try await RunningServer.with(self.pay, partners: [self.asShop], now: time) {
        (running: RunningServer) async throws in
        let error = await failure {
          try await running.hello(as: self.shop, expecting: self.asPay)
        }
        #expect(error == .refusedByPeer(peer: "pay at \(running.address)", ownPin: self.shop.pin))
        #expect(running.refusals.troubles.contains { $0.code == "certificateNotCurrent" })
      }
      try await RunningServer.with(self.pay, partners: [self.asShop]) { (running: RunningServer) async throws in
        let error = await failure {
          try await running.hello(as: self.shop, expecting: self.asPay, now: time)
        }
        guard case .refusedCertificate(_, let seen, _, let reason) = error else {
          Issue.record("got \(String(describing: error))")
          return
        }
        #expect(seen == self.pay.pin)
        #expect(reason.contains("valid only from"))
      }
    }
  }

  @Test("stop talking when one is taken out, also over a connection that stands")
  func takenOut() async throws {
    try await RunningServer.with(self.pay, partners: [self.asShop]) { (running: RunningServer) async throws in
      let link = try PartnerClient(
        self.shop, to: self.asPay, at: running.address, now: { TestIdentities.now })
      async let connected: Void = link.run()
      defer { link.close() }
      #expect(try await link.call { try await hello(over: $0) } == "shop")
      running.server.roster.replace(with: [])
      let error = await failure { try await link.call { try await hello(over: $0) } }
      guard case .callFailed(_, "unauthenticated", _) = error else {
        Issue.record("got \(String(describing: error))")
        return
      }
      link.close()
      try await connected
    }
  }

  @Test("know a call that gets no reply in time, and a port where nobody listens")
  func silence() async throws {
    var limits = PartnerLimits()
    limits.call = .milliseconds(300)
    try await RunningServer.with(self.pay, partners: [self.asShop]) { [limits] (running: RunningServer) async throws in
      let error = await failure {
        try await running.hello(as: self.shop, expecting: self.asPay, saying: "wait", limits: limits)
      }
      #expect(error == .deadline(peer: "pay at \(running.address)", seconds: 0.3))
    }
    let nobody = PartnerAddress(host: "127.0.0.1", port: 1)
    let error = await failure {
      try await sayHello(as: self.shop, to: self.asPay, at: nobody)
    }
    guard case .unreachable(let peer, _) = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
    #expect(peer == "pay at 127.0.0.1:1")
  }

  @Test("do more at once than is allowed by waiting, without a call being refused")
  func manyCalls() async throws {
    try await RunningServer.with(self.pay, partners: [self.asShop]) { (running: RunningServer) async throws in
      let link = try PartnerClient(self.shop, to: self.asPay, at: running.address, now: { TestIdentities.now })
      async let connected: Void = link.run()
      let answers = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<200 { group.addTask { try await link.call { try await hello(over: $0) } } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers == Array(repeating: "shop", count: 200))
      #expect(!running.refusals.troubles.contains(.tooManyCalls(limit: PartnerLimits().callsPerPin)))
      link.close()
      try await connected
    }
  }

  @Test("read addresses as people write them")
  func addresses() {
    #expect(PartnerAddress("agent.pay-1.test:4433") == PartnerAddress(host: "agent.pay-1.test", port: 4433))
    #expect(PartnerAddress("[2001:db8::1]:443")?.host == "2001:db8::1")
    #expect(PartnerAddress("[::1]:443")?.description == "[::1]:443")
    for wrong in ["pay-1.test", "pay-1.test:", "pay-1.test:0", "pay-1.test:65536", ":443", "::1:443", "[x]:1", "a b:1"]
    {
      #expect(PartnerAddress(wrong) == nil, "\(wrong)")
    }
  }
}
