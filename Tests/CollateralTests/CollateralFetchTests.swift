import Attestation
import Foundation
import Loopback
import Testing

@testable import Attesters
@testable import Collateral

@Suite("Fetching collateral from AMD and Intel", .timeLimit(.minutes(2)))
struct CollateralFetchTests {
  private let folder: TemporaryFolder
  private let store: CollateralStore
  private let services: PlayedServices

  init() async throws {
    self.folder = try TemporaryFolder()
    self.store = CollateralStore(folder: self.folder.file("store"))
    self.services = try await PlayedServices()
  }

  private static func plan(_ evidence: Evidence...) throws -> FetchPlan {
    let demands = try evidence.map { try CollateralDemand($0) }
    var simulated: Set<[UInt8]> = []
    for case .tdx(let demand) in demands { simulated.formUnion(demand.root.simulatedDigests) }
    var plan = FetchPlan(simulated: simulated)
    for demand in demands { plan.add(demand) }
    return plan
  }

  private func verify(_ evidence: Evidence, _ vendors: PlayedVendors) throws -> VerifiedEvidence {
    let endorsements = try self.store.endorsements(for: evidence, now: PlayedVendors.now)
    return try EvidenceVerifier(roots: vendors.roots)
      .verify(evidence, endorsements: try Endorsements(endorsements), now: PlayedVendors.now)
  }

  /// What only failed once, of fetching the QE Identity alone.
  private func failure(
    _ vendors: PlayedVendors, deadline: Duration = .seconds(30), isTrusted: Bool = true
  ) async throws -> (error: FetchError, requests: Int, pauses: [Duration]) {
    var plan = FetchPlan()
    plan.add(fmspc: [0x50, 0x80, 0x6F, 0, 0, 0], [.platform])
    let (outcomes, pauses) = try await self.services.fetch(
      plan, into: self.store, vendors, deadline: deadline, isTrusted: isTrusted)
    let failures = outcomes.compactMap { outcome -> (FetchError, Int)? in
      if case .failed(let error) = outcome.result { (error, outcome.requests) } else { nil }
    }
    let (error, requests) = try #require(failures.first)
    return (error, requests, pauses)
  }

  @Test("everything that a report needs, and nothing twice", arguments: [SimulatedProduct.milan, .genoa, .turin])
  func reports(product: SimulatedProduct) async throws {
    let vendors = try PlayedVendors(product)
    try self.services.publish(vendors)
    let report = try await vendors.report()
    let first = try await self.services.fetch(try Self.plan(report), into: self.store, vendors)
    #expect(first.outcomes.map(\.result) == [.kept(.new), .kept(.new), .kept(.new)] && first.pauses.isEmpty)
    #expect(
      self.services.paths == [
        "/vcek/v1/\(product.rawValue)/cert_chain", PlayedServices.vcek(vendors), "/vcek/v1/\(product.rawValue)/crl",
      ])
    #expect(try self.verify(report, vendors).findings.isEmpty)
    let second = try await self.services.fetch(try Self.plan(report), into: self.store, vendors)
    #expect(second.outcomes.map(\.result) == [.present, .present, .kept(.unchanged)])
    #expect(self.services.paths.count == 4, "the certificates of the chip and the CAs are not asked for again")
  }

  @Test("everything that a quote needs, its signers out of the answers' headers")
  func quotes() async throws {
    let vendors = try PlayedVendors()
    try self.services.publish(vendors)
    let quote = try await vendors.quote()
    let outcomes = try await self.services.fetch(try Self.plan(quote, quote), into: self.store, vendors).outcomes
    #expect(outcomes.map(\.result) == Array(repeating: .kept(.new), count: 4))
    #expect(try self.verify(quote, vendors).tcb.status == .upToDate)
    let again = try await self.services.fetch(try Self.plan(quote), into: self.store, vendors).outcomes
    #expect(again.map(\.result) == Array(repeating: .kept(.unchanged), count: 4))
  }

  @Test("a VLEK's certificate cannot be fetched, its CAs and the revocation list can")
  func vlek() async throws {
    let vendors = try PlayedVendors(.milan, .vlek)
    try self.services.publish(vendors)
    let plan = try Self.plan(try await vendors.report())
    #expect(plan.unfetchable.count == 1)
    let outcomes = try await self.services.fetch(plan, into: self.store, vendors).outcomes
    #expect(outcomes.map(\.result) == [.kept(.new), .kept(.new)])
    #expect(self.services.paths == ["/vlek/v1/Milan/cert_chain", "/vcek/v1/Milan/crl"])
  }

  @Test("a busy service is asked again, as late as it asks for, and at most four times", arguments: [429, 500, 503])
  func busy(status: Int) async throws {
    let vendors = try PlayedVendors()
    try self.services.publish(vendors)
    self.services.reply(
      "/tdx/certification/v4/qe/identity", WebReply(status, headers: [("Retry-After", "7")], body: "{}"))
    let (error, requests, pauses) = try await self.failure(vendors)
    #expect(error.kind == .busy && error.retryAfter == 7 && error.message.contains("7 seconds"))
    #expect(requests == 4 && pauses == [.seconds(7), .seconds(7), .seconds(8)])
  }

  @Test("without a wish of the service pauses grow; one that asks for more than a minute is not waited for")
  func patience() async throws {
    let vendors = try PlayedVendors()
    try self.services.publish(vendors)
    self.services.reply("/tdx/certification/v4/qe/identity", WebReply(503))
    #expect(try await self.failure(vendors).pauses == [.seconds(2), .seconds(4), .seconds(8)])
    self.services.reply("/tdx/certification/v4/qe/identity", WebReply(429, headers: [("Retry-After", "3600")]))
    let (error, requests, pauses) = try await self.failure(vendors)
    #expect(error.retryAfter == 3_600 && requests == 1 && pauses.isEmpty)
  }

  @Test("what the service does not know, or refuses, is not asked for again", arguments: [404, 400, 401, 302])
  func refused(status: Int) async throws {
    let vendors = try PlayedVendors()
    try self.services.publish(vendors)
    self.services.reply(
      "/tdx/certification/v4/qe/identity", WebReply(status, headers: [("Location", "https://127.0.0.1:1/")]))
    let (error, requests, _) = try await self.failure(vendors)
    #expect(error.kind == (status == 404 ? .notFound : .refused) && requests == 1)
  }

  @Test("one thing that fails does not keep the others back")
  func others() async throws {
    let vendors = try PlayedVendors()
    try self.services.publish(vendors)
    self.services.reply("/tdx/certification/v4/qe/identity", nil)
    let quote = try await vendors.quote()
    let outcomes = try await self.services.fetch(try Self.plan(quote), into: self.store, vendors).outcomes
    #expect(outcomes.filter { $0.result == .kept(.new) }.count == 3 && outcomes.count == 4)
  }

  @Test("a service that cannot be reached is asked with patience once, and for everything else once")
  func unreachable() async throws {
    let vendors = try PlayedVendors()
    let pauses = Pauses()
    let clock = CollateralClock(now: { PlayedVendors.now }, pause: { pauses.note($0) })
    // Nobody listens there.
    let addresses = try #require(ServiceAddresses(amdKDS: "https://127.0.0.1:1", intelPCS: "https://127.0.0.1:1"))
    let plan = try Self.plan(try await vendors.quote(), try await vendors.report())
    let outcomes = try await VendorServices.with(addresses, extraRoots: .none, deadline: .seconds(30)) { services in
      try await CollateralFetcher(services, into: self.store, clock: clock).fetch(plan)
    }
    // Intel's root list is another server's.
    #expect(outcomes.map(\.requests) == [4, 1, 1, 4, 4, 1, 1])
    #expect(pauses.all == [2, 4, 8, 2, 4, 8, 2, 4, 8].map { .seconds($0) })
  }

  @Test("a service that answers again is asked with patience again, were it only that it knows nothing")
  func backAgain() async throws {
    let quote = try await PlayedVendors().quote()
    for silence in [FetchError.Kind.unreachable, .timedOut] {
      // It is there again for the second thing that is asked for.
      let source = ScriptedSource(silence, but: 5)
      let clock = CollateralClock(now: { PlayedVendors.now }, pause: { _ in })
      let outcomes = try await CollateralFetcher(source, into: self.store, clock: clock).fetch(try Self.plan(quote))
      #expect(outcomes.map(\.requests) == [4, 1, 4, 4], "\(silence)")
    }
  }

  @Test("answers with something older are not kept over what is there, and it is said")
  func stale() async throws {
    let vendors = try PlayedVendors()
    let now = PlayedVendors.now
    try self.services.publish(vendors)
    let quote = try await vendors.quote()
    let plan = try Self.plan(quote, try await vendors.report())
    _ = try await self.services.fetch(plan, into: self.store, vendors)
    try self.services.publish(vendors, at: now - 40 * 86_400)
    let outcomes = try await self.services.fetch(plan, into: self.store, vendors).outcomes
    let isDated = outcomes.filter { $0.result != .present }
    #expect(isDated.count == 5 && isDated.allSatisfy { $0.result == .kept(.stale) })
    #expect(isDated.allSatisfy { $0.piece?.isInForce(at: now) == true }, "what is kept is shown, not what was answered")
    #expect(try self.verify(quote, vendors).tcb.status == .upToDate)
  }

  @Test("what has ended takes nobody's place but is kept where there is nothing: the verifier says that it expired")
  func ended() async throws {
    let vendors = try PlayedVendors()
    try self.services.publish(vendors, at: PlayedVendors.now - 40 * 86_400)
    let quote = try await vendors.quote()
    let outcomes = try await self.services.fetch(try Self.plan(quote), into: self.store, vendors).outcomes
    #expect(outcomes.contains { $0.piece?.isInForce(at: PlayedVendors.now) == false })
    let error = #expect(throws: EvidenceError.self) { try self.verify(quote, vendors) }
    #expect(error?.kind == .collateralExpired)
  }

  @Test("an answer about another platform, chip or product is not kept")
  func somethingElse() async throws {
    let vendors = try PlayedVendors()
    let other = try vendors.collateral { $0.tcbInfo.fmspc = "00A06D080000" }
    try self.services.publish(vendors)
    try self.services.publish(other)
    #expect(try await self.failure(vendors).error.kind == .wrongContent)
    #expect(try self.store.contents().pieces.allSatisfy { $0.subject.kind != "tcb-info" })
    let chip = try vendors.amd.signer(
      chipID: [UInt8](repeating: 9, count: 64), tcb: SimulatedTCB(), now: PlayedVendors.now)
    self.services.reply(PlayedServices.vcek(vendors), WebReply(200, octets: chip.certificate))
    let outcomes = try await self.services.fetch(
      try Self.plan(try await vendors.report()), into: self.store, vendors
    ).outcomes
    #expect(Self.kinds(outcomes) == ["vcek": .wrongContent])
  }

  private static func kinds(_ outcomes: [FetchOutcome]) -> [String: FetchError.Kind] {
    var kinds: [String: FetchError.Kind] = [:]
    for outcome in outcomes {
      if case .failed(let error) = outcome.result { kinds[outcome.want.kind] = error.kind }
    }
    return kinds
  }

  @Test("what somebody else signed is not kept, though it comes over the right connection")
  func forged() async throws {
    let vendors = try PlayedVendors()
    let strangers = try PlayedVendors(keys: try SimulatedSNPKeys())
    try self.services.publish(strangers)
    self.services.reply(PlayedServices.vcek(vendors), WebReply(200, octets: strangers.signer.certificate))
    let plan = try Self.plan(try await vendors.report(), try await vendors.quote())
    let outcomes = try await self.services.fetch(plan, into: self.store, vendors).outcomes
    #expect(outcomes.count == 7)
    for outcome in outcomes {
      guard case .failed(let error) = outcome.result else {
        Issue.record("\(outcome.want.what) was kept")
        continue
      }
      #expect(error.kind == .wrongContent)
    }
    #expect(try self.store.contents().pieces.isEmpty)
  }

  @Test("octets that are nothing, and answers without end, are refused within bounds")
  func nonsense() async throws {
    let vendors = try PlayedVendors()
    try self.services.publish(vendors)
    self.services.reply("/tdx/certification/v4/qe/identity", WebReply(200, body: "<html>maintenance</html>"))
    let nonsense = try await self.failure(vendors)
    #expect(nonsense.error.kind == .wrongContent && nonsense.requests == 1)
    let large = WebReply(200, octets: [UInt8](repeating: 0x30, count: VendorServices.maximumOctets + 1))
    self.services.reply("/tdx/certification/v4/qe/identity", large)
    let tooLarge = try await self.failure(vendors)
    #expect(tooLarge.error.kind == .tooLarge && tooLarge.requests == 1)
  }

  @Test("a server with a certificate of somebody else's is asked nothing")
  func untrusted() async throws {
    let vendors = try PlayedVendors()
    try self.services.publish(vendors)
    let (error, requests, _) = try await self.failure(vendors, isTrusted: false)
    #expect(error.kind == .untrusted && requests == 1, "\(error)")
    try self.services.server.serve("127.0.0.1", certificate: try self.services.authority.issue(["kds.example"]))
    #expect(try await self.failure(vendors).error.kind == .untrusted)
    #expect(self.services.paths.isEmpty)
  }

  @Test("a server that is silent, or gives its answer drop by drop, is waited for no longer than the deadline")
  func silence() async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    let certificate = try self.services.authority.issue(["127.0.0.1"])
    for script in [ScriptedServer.Script.silence, .answerAndWait(head)] {
      let server = try await ScriptedServer.start(script, certificate: certificate)
      let url = "https://127.0.0.1:\(server.port)"
      let addresses = try #require(ServiceAddresses(amdKDS: url, intelPCS: url))
      let roots = try #require(ServiceRoots(pem: Array(self.services.authority.rootPEM.utf8)))
      let error = await #expect(throws: FetchError.self) {
        try await VendorServices.with(addresses, extraRoots: roots, deadline: .milliseconds(300)) { services in
          try await services.answer(to: .qeIdentity)
        }
      }
      #expect(error?.kind == .timedOut && error?.isPassing == true)
      await server.close()
    }
    let addresses = try #require(ServiceAddresses(amdKDS: "https://127.0.0.1:1", intelPCS: "https://127.0.0.1:1"))
    let error = await #expect(throws: FetchError.self) {
      try await VendorServices.with(addresses) { try await $0.answer(to: .qeIdentity) }
    }
    #expect(error?.kind == .unreachable, "nobody listens there")
    #expect(error?.message.contains("127.0.0.1 cannot be reached: nobody listens there") == true, "\(error as Any)")
  }

  @Test("a report of version 2 does not say of which product it is: the next one is asked for what one does not know")
  func unknownProduct() async throws {
    let vendors = try PlayedVendors(.genoa)
    try self.services.publish(vendors)
    var reportPlan = SNPReportPlan(
      signer: vendors.signer, reportData: [UInt8](repeating: 1, count: 64), measurement: PlayedVendors.measurement)
    reportPlan.version = 2
    reportPlan.cpuid = [0, 0, 0]
    let octets = try reportPlan.octets(signedBy: vendors.signer.key)
    let report = try Evidence(octets)
    let outcomes = try await self.services.fetch(try Self.plan(report), into: self.store, vendors).outcomes
    #expect(outcomes.first { $0.want.kind == "vcek" }?.result == .kept(.new))
    #expect(try self.verify(report, vendors).isSimulated)
  }

  @Test("what is kept and ends is renewed without being named")
  func renewal() async throws {
    let vendors = try PlayedVendors()
    let now = PlayedVendors.now
    let old = try vendors.pieces(try vendors.everything(at: now - 40 * 86_400))
    _ = try self.store.keep(old, now: now)
    try self.services.publish(vendors)
    var plan = FetchPlan()
    plan.addRenewal(of: try self.store.contents())
    #expect(plan.steps.isEmpty, "made-up roots are renewed only when they are named")
    plan.addRenewal(
      of: try self.store.contents(), simulated: [vendors.amd.rootDigest, vendors.intel.rootDigest])
    let outcomes = try await self.services.fetch(plan, into: self.store, vendors).outcomes
    #expect(outcomes.filter { $0.result == .kept(.renewed) }.count == 5)
    #expect(try self.store.contents().pieces.allSatisfy { $0.isInForce(at: now) })
  }
}
