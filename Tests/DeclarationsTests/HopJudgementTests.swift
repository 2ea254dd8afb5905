import Declarations
import TLSKeys
import Testing

@Suite("The verdict about a hop")
struct HopJudgementTests {
  static let now: Int64 = 1_790_500_000
  static let pair = (origin: "shop.example.com", destination: "pay-1.net")

  /// A world in which everything is in order unless a test says otherwise.
  struct World {
    var kinds: Set<HopKind> = [.redirect]
    var now = HopJudgementTests.now
    var destinationReached = true
    var declaration: HopEvidence.DeclarationAnswer?
    /// By host: what its policy lookup gives; absent where not named.
    var policies: [String: DNSAnswer] = [:]
    var remembered: [String: RememberedPolicy] = [:]
    let originKey: PrivateKey
    let destinationKey: PrivateKey

    init() throws {
      self.originKey = try PrivateKey.generate(.p256)
      self.destinationKey = try PrivateKey.generate(.p256)
    }

    func record(by signer: HostName, _ key: PrivateKey, about target: PrivateKey) throws -> [UInt8] {
      let statement = try Statement(
        origin: try HostName(pair.origin), destination: try HostName(pair.destination), signer: signer,
        algorithm: key.publicKey.algorithm, notBefore: HopJudgementTests.now - 600,
        expires: HopJudgementTests.now + 1_209_600, signerKey: key.publicKey.digest,
        targetKeys: [target.publicKey.digest])
      return Array(DeclarationRecord(statement, signature: try key.sign(statement.signedOctets)).text.utf8)
    }

    func validPair() throws -> [[UInt8]] {
      [
        try self.record(by: try HostName(pair.origin), self.originKey, about: self.destinationKey),
        try self.record(by: try HostName(pair.destination), self.destinationKey, about: self.originKey),
      ]
    }

    func evidence() throws -> HopEvidence {
      let origin = try HostName(pair.origin)
      let destination = try HostName(pair.destination)
      func sighting(_ host: HostName) -> PolicySighting {
        PolicySighting(
          host: host, answer: self.policies[host.description] ?? .absent(ttl: 60),
          remembered: self.remembered[host.description])
      }
      return HopEvidence(
        pair: (origin, destination), kinds: self.kinds, origin: .keys([self.originKey.publicKey]),
        destination: self.destinationReached ? .keys([self.destinationKey.publicKey]) : .noKey(reason: "not reached"),
        declaration: try self.declaration ?? .answer(.secure(self.validPair(), ttl: 300)),
        originPolicies: RelationshipNames.policyHosts(origin).map(sighting), destinationPolicy: sighting(destination))
    }

    func judge() throws -> HopJudgement {
      HopJudgement(try self.evidence(), now: self.now)
    }
  }

  static func policy(_ text: String, ttl: UInt32 = 300) -> DNSAnswer {
    .secure([Array(text.utf8)], ttl: ttl)
  }

  static let enforce = policy("v=M2DMRT1; p=enforce")
  static let require = policy("v=M2DMRT1; in=require")
  static let failures: [HopEvidence.DeclarationAnswer] = [
    .answer(.absent(ttl: 5)), .answer(.insecure), .answer(.unreachable(reason: "silence")), .nameTooLong,
    .answer(.secure([Array("v=M2DMRT1".utf8)], ttl: 5)),
  ]

  @Test("A valid pair in a signed zone is verified and goes on, whatever the policies demand")
  func verified() throws {
    var world = try World()
    world.policies = ["shop.example.com": Self.enforce, "pay-1.net": Self.require]
    let judgement = try world.judge()
    #expect(judgement.verdict == .verified)
    #expect(!judgement.stopped)
    #expect(judgement.reason == nil)
  }

  @Test("Without a policy no failure but bogus stops a hop", arguments: failures)
  func neutral(declaration: HopEvidence.DeclarationAnswer) throws {
    var world = try World()
    world.declaration = declaration
    #expect(try !world.judge().stopped)
  }

  @Test("Every failure stops a hop that the origin enforces", arguments: failures)
  func enforced(declaration: HopEvidence.DeclarationAnswer) throws {
    var world = try World()
    world.declaration = declaration
    world.policies = ["shop.example.com": Self.enforce]
    #expect(try world.judge().stopped)
  }

  @Test("Every failure stops a hop to a destination that requires declarations", arguments: failures)
  func required(declaration: HopEvidence.DeclarationAnswer) throws {
    var world = try World()
    world.declaration = declaration
    world.policies = ["pay-1.net": Self.require]
    #expect(try world.judge().stopped)
  }

  @Test("Bogus stops always, and comes before a side that was not reached")
  func bogus() throws {
    var world = try World()
    world.declaration = .answer(.bogus(reason: "signature crypto failed"))
    world.destinationReached = false
    let judgement = try world.judge()
    #expect(judgement.verdict == .bogus)
    #expect(judgement.stopped)
    #expect(judgement.reason == "signature crypto failed")
  }

  @Test("A side that was not reached comes before insecure and unreachable")
  func noKeyFirst() throws {
    for answer in [DNSAnswer.insecure, .unreachable(reason: "silence"), .absent(ttl: 5)] {
      var world = try World()
      world.declaration = .answer(answer)
      world.destinationReached = false
      #expect(try world.judge().verdict == .noKey)
    }
  }

  @Test("An IP literal is noKey, and stops where the origin enforces")
  func literal() throws {
    let world = try World()
    let origin = try HostName("shop.example.com")
    let evidence = HopEvidence(
      pair: nil, kinds: [.redirect], origin: .keys([world.originKey.publicKey]),
      destination: .keys([world.destinationKey.publicKey]), declaration: .noName,
      originPolicies: [PolicySighting(host: origin, answer: Self.enforce)], destinationPolicy: nil)
    let judgement = HopJudgement(evidence, now: Self.now)
    #expect(judgement.verdict == .noKey)
    #expect(judgement.stopped)
  }

  @Test("A bogus policy answer is bogus, unless the pair is verified")
  func bogusPolicy() throws {
    for host in ["shop.example.com", "example.com", "pay-1.net"] {
      var world = try World()
      world.policies = [host: .bogus(reason: "expired signature")]
      #expect(try world.judge().verdict == .verified, "\(host)")
      world.declaration = .answer(.absent(ttl: 5))
      let judgement = try world.judge()
      #expect(judgement.verdict == .bogus, "\(host)")
      #expect(judgement.stopped)
    }
  }

  @Test("What is remembered of a policy stays known when its answer is bogus, which stops all the same")
  func rememberedBogusPolicy() throws {
    var world = try World()
    world.declaration = .answer(.absent(ttl: 5))
    world.policies = ["shop.example.com": .bogus(reason: "altered"), "pay-1.net": .bogus(reason: "altered")]
    #expect(try world.judge().originPolicy.value == .unknown)
    #expect(try world.judge().destinationPolicy.value == .unknown)
    let own = RememberedPolicy(PolicyRecord(origin: .enforce, subdomains: .report), now: Self.now)
    world.remembered = [
      "shop.example.com": own, "pay-1.net": RememberedPolicy(PolicyRecord(destination: .require), now: Self.now),
    ]
    let judgement = try world.judge()
    #expect(judgement.verdict == .bogus)
    #expect(judgement.stopped)
    #expect(judgement.originPolicy.value == .enforce)
    #expect(judgement.destinationPolicy.value == .require)
    // Of a parent's, what it says for the names below it.
    world.policies = ["example.com": .bogus(reason: "altered")]
    world.remembered = ["example.com": own]
    #expect(try world.judge().originPolicy.value == .report)
  }

  @Test("A bogus answer for a parent does not count once a nearer name has decided")
  func nearerName() throws {
    var world = try World()
    world.policies = ["shop.example.com": Self.policy("v=M2DMRT1"), "example.com": .bogus(reason: "x")]
    world.declaration = .answer(.absent(ttl: 5))
    let judgement = try world.judge()
    #expect(judgement.verdict == .undeclared)
    #expect(judgement.originPolicy.value == .none)
  }

  @Test("From a parent only sp, or else p, counts for an origin")
  func parents() throws {
    for (text, value) in [
      ("v=M2DMRT1; p=enforce", OriginStance.Value.enforce), ("v=M2DMRT1; p=enforce; sp=none", .none),
      ("v=M2DMRT1; sp=report", .report),
    ] {
      var world = try World()
      world.policies = ["example.com": Self.policy(text)]
      #expect(try world.judge().originPolicy.value == value, "\(text)")
    }
  }

  @Test("A parent's demand of declarations does not hold for the names below it")
  func parentDestination() throws {
    let host = try HostName("www.pay.example")
    #expect(RelationshipNames.policyHosts(host).map(\.description) == ["www.pay.example", "pay.example"])
    let stance = DestinationStance(PolicySighting(host: host, answer: .absent(ttl: 60)))
    #expect(stance.value == .none)
  }

  @Test("At most five names are asked for a policy")
  func fiveNames() throws {
    let host = try HostName("a.b.c.d.e.f.g.example.com")
    #expect(
      RelationshipNames.policyHosts(host).map(\.description) == [
        "a.b.c.d.e.f.g.example.com", "e.f.g.example.com", "f.g.example.com", "g.example.com", "example.com",
      ])
    #expect(RelationshipNames.policyHosts(try HostName("example.com")).count == 1)
  }

  @Test("Two policy records, or a malformed one, are passed over and reported; the parent decides")
  func passedOver() throws {
    let two = DNSAnswer.secure([Array("v=M2DMRT1; p=none".utf8), Array("v=M2DMRT1; p=none".utf8)], ttl: 60)
    for answer in [two, Self.policy("v=M2DMRT1; p=everything")] {
      var world = try World()
      world.policies = ["shop.example.com": answer, "example.com": Self.enforce]
      let judgement = try world.judge()
      #expect(judgement.originPolicy.value == .enforce)
      #expect(judgement.originPolicy.reports.count == 1)
    }
  }

  @Test("A malformed policy does not replace a remembered one")
  func rememberedStays() throws {
    var world = try World()
    world.policies = ["shop.example.com": Self.policy("v=M2DMRT1; p=everything")]
    world.remembered = ["shop.example.com": RememberedPolicy(PolicyRecord(origin: .enforce), now: Self.now)]
    #expect(try world.judge().originPolicy.value == .enforce)
    #expect(
      try world.evidence().memoryChanges(now: Self.now).contains { $0 == .forget(try HostName("shop.example.com")) }
        == false)
  }

  @Test(
    "A remembered policy holds where the answer is insecure or does not come",
    arguments: [
      DNSAnswer.insecure, .unreachable(reason: "silence"),
    ])
  func remembered(answer: DNSAnswer) throws {
    var world = try World()
    world.policies = ["shop.example.com": answer, "pay-1.net": answer]
    world.declaration = .answer(.unreachable(reason: "silence"))
    #expect(try !world.judge().stopped)
    world.remembered = ["shop.example.com": RememberedPolicy(PolicyRecord(origin: .enforce), now: Self.now)]
    #expect(try world.judge().stopped)
    world.remembered = ["pay-1.net": RememberedPolicy(PolicyRecord(destination: .require), now: Self.now)]
    #expect(try world.judge().stopped)
  }

  @Test("A policy that could not be asked for is unknown, is reported, and does not stop")
  func unknown() throws {
    var world = try World()
    world.policies = ["shop.example.com": .unreachable(reason: "silence")]
    world.declaration = .answer(.absent(ttl: 5))
    let judgement = try world.judge()
    #expect(judgement.originPolicy.value == .unknown)
    #expect(judgement.originPolicy.reports.first?.contains("policyUnknown") == true)
    #expect(!judgement.stopped)
  }

  @Test("Scopes: the origin's for p, the destination's for in; one kind that is covered is enough")
  func scopes() throws {
    var world = try World()
    world.declaration = .answer(.absent(ttl: 5))
    world.policies = ["shop.example.com": Self.enforce, "pay-1.net": Self.require]
    world.kinds = [.link]
    #expect(try !world.judge().stopped)
    world.kinds = [.link, .form]
    #expect(try world.judge().stopped)
    world.kinds = [.link]
    world.policies["pay-1.net"] = Self.policy("v=M2DMRT1; in=require; sc=link")
    #expect(try world.judge().stopped)
  }

  @Test("What is seen securely is remembered for max; zero and absence forget; nothing else changes the memory")
  func memory() throws {
    var world = try World()
    world.policies = [
      "shop.example.com": Self.policy("v=M2DMRT1; p=enforce; max=100"), "example.com": Self.policy("v=M2DMRT1; max=0"),
      "pay-1.net": .insecure,
    ]
    let expected: [PolicyMemoryChange] = [
      .remember(
        try HostName("shop.example.com"),
        RememberedPolicy(PolicyRecord(origin: .enforce, maximumAge: 100), now: Self.now)),
      .forget(try HostName("example.com")),
    ]
    #expect(try world.evidence().memoryChanges(now: Self.now) == expected)
    world.policies = [:]
    #expect(try world.evidence().memoryChanges(now: Self.now).count == 3)
  }

  @Test("Verified holds until the smallest of the TTLs, the ends of both halves, and an hour; failures for 30 seconds")
  func holds() throws {
    var world = try World()
    #expect(try world.judge().holdsUntil == Self.now + 60)
    let texts = try world.validPair()
    for host in ["shop.example.com", "example.com", "pay-1.net"] { world.policies[host] = .absent(ttl: 90_000) }
    world.declaration = .answer(.secure(texts, ttl: 90_000))
    #expect(try world.judge().holdsUntil == Self.now + 3_600)
    world.now = Self.now + 1_209_600 - 10
    #expect(try world.judge().holdsUntil == Self.now + 1_209_600)
    world.declaration = .answer(.insecure)
    #expect(try world.judge().holdsUntil == world.now + 30)
  }

  @Test(
    "Exit codes of one hop and over many",
    arguments: [
      (Verdict.verified, false, Int32(0)), (.undeclared, false, 3), (.undeclared, true, 1), (.insecure, false, 6),
      (.insecure, true, 1), (.unreachable, false, 5), (.unreachable, true, 1), (.bogus, true, 4), (.noKey, false, 1),
      (.keyMismatch, false, 1), (.badSignature, false, 1), (.notYetValid, false, 1), (.expired, false, 1),
      (.notMutual, false, 1), (.malformed, false, 1),
    ])
  func exitCodes(verdict: Verdict, stopped: Bool, code: Int32) {
    #expect(ExitCode.of(verdict, stopped: stopped) == code)
    #expect(ExitCode.over([0, code, 0]) == code)
  }

  @Test("Over all hops the first present of 1, 4, 6, 5, 3 counts")
  func exitOver() {
    #expect(ExitCode.over([3, 5, 6, 4, 1]) == 1)
    #expect(ExitCode.over([3, 5, 6, 4]) == 4)
    #expect(ExitCode.over([3, 5, 6]) == 6)
    #expect(ExitCode.over([3, 5]) == 5)
    #expect(ExitCode.over([]) == 0)
  }
}
