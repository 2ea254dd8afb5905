import Attestation
import Foundation
import Loopback
import Testing

@testable import Attesters
@testable import Collateral

@Suite("Collateral of several roots in one store, and what no service gives", .timeLimit(.minutes(2)))
struct CollateralRootsTests {
  private let folder: TemporaryFolder
  private let store: CollateralStore
  private let services: PlayedServices

  init() async throws {
    self.folder = try TemporaryFolder()
    self.store = CollateralStore(folder: self.folder.file("store"))
    self.services = try await PlayedServices()
  }

  private func keep(_ vendors: PlayedVendors, at now: Int64 = PlayedVendors.now) throws {
    _ = try self.store.keep(try vendors.pieces(try vendors.everything(at: now)), now: now)
  }

  @Test("what a store has under roots that are not trusted now is not there: AMD's CAs are asked for")
  func present() async throws {
    let (vendors, others) = (try PlayedVendors(), try PlayedVendors(keys: try SimulatedSNPKeys()))
    try self.keep(others)
    try self.services.publish(vendors)
    var plan = FetchPlan()
    plan.add(SNPProductLine.milan)
    let first = try await self.services.fetch(plan, into: self.store, vendors).outcomes
    #expect(first.map(\.result) == [.kept(.new), .kept(.new)])
    let both = try await self.services.fetch(plan, into: self.store, vendors).outcomes
    #expect(both.map(\.result) == [.present, .kept(.unchanged)], "it is there under both roots now")
    #expect(both.allSatisfy { $0.piece?.root == .simulated(vendors.amd.rootDigest) })
    let neither = try await self.services.fetch(plan, into: self.store, vendors, simulated: []).outcomes
    #expect(neither.count == 2 && neither.allSatisfy { $0.result != .present && $0.piece == nil })
  }

  @Test("where Intel's service fails, pieces under roots that are not trusted are not shown as what is in the store")
  func intel() async throws {
    let vendors = try PlayedVendors()
    try self.keep(vendors)
    var plan = FetchPlan()
    plan.add(fmspc: [0x50, 0x80, 0x6F, 0, 0, 0])
    let trusted = try await self.services.fetch(plan, into: self.store, vendors).outcomes
    #expect(trusted.count == 5 && trusted.count { $0.piece != nil } == 4, "all but the other CA's list")
    let foreign = try await self.services.fetch(plan, into: self.store, vendors, simulated: []).outcomes
    #expect(foreign.count == 5 && foreign.allSatisfy { $0.piece == nil })
  }

  @Test("a VLEK that is kept and in force is no complaint; one that has ended is, and no service gives it")
  func vlek() async throws {
    let vendors = try PlayedVendors(.milan, .vlek)
    let demand = try CollateralDemand(try await vendors.report())
    try self.keep(vendors)
    let contents = try self.store.contents()
    let later = PlayedVendors.now + 100 * 365 * 86_400
    func plan(_ simulated: Set<[UInt8]>, _ now: Int64) -> FetchPlan {
      var plan = FetchPlan(beside: contents, simulated: simulated, now: now)
      plan.add(demand)
      return plan
    }
    #expect(plan(vendors.rootDigests, PlayedVendors.now).unfetchable.isEmpty)
    #expect(plan([], PlayedVendors.now).unfetchable.count == 1, "its root is not trusted")
    #expect(plan(vendors.rootDigests, later).unfetchable.count == 1)
    let ended = contents.needs(of: demand, now: later).first { $0.kind == "vlek" }
    #expect(ended?.state == .ended && ended?.isFetchable == false)
  }

  @Test("nobody is asked for what a quote of a made-up root needs, unless that root is trusted")
  func simulatedQuote() async throws {
    let vendors = try PlayedVendors()
    let demand = try CollateralDemand(try await vendors.quote())
    var plan = FetchPlan()
    plan.add(demand)
    #expect(plan.steps.isEmpty && plan.unfetchable.count == 1)
    #expect(plan.unfetchable.first?.contains("--simulated-root \(Hexadecimal.text(vendors.intel.rootDigest))") == true)
    let needs = CollateralContents().needs(of: demand, now: PlayedVendors.now)
    #expect(needs.count == 6 && needs.allSatisfy { !$0.isFetchable })
    #expect(CollateralContents().root(of: demand) == .simulated(vendors.intel.rootDigest))
  }

  @Test("a host without an address is named in plain words, with what to do")
  func offline() async throws {
    let url = "https://kds.invalid"
    let addresses = try #require(ServiceAddresses(amdKDS: url, intelPCS: url))
    let error = await #expect(throws: FetchError.self) {
      try await VendorServices.with(addresses) { try await $0.answer(to: .qeIdentity) }
    }
    #expect(error?.kind == .unreachable)
    #expect(error?.message.hasSuffix("kds.invalid cannot be reached: no address is found for its name") == true)
    #expect(error?.next?.contains("Internet access") == true && error?.next?.contains("--ca") == true)
  }

  @Test("of torn files in a store it is said what they are, without the words of a library")
  func torn() throws {
    let vendors = try PlayedVendors()
    try self.keep(vendors)
    let root = CollateralRoot.simulated(vendors.amd.rootDigest).name
    for name in ["ca-SEV-Milan.der", "crl-ARK-Milan.crl"] {
      let url = URL(filePath: "\(self.store.folder)/\(root)/\(name)")
      let octets = try Data(contentsOf: url)
      try octets.prefix(octets.count / 2).write(to: url)
    }
    let pem = CertificatePEM.text([Array(vendors.amd.ark.prefix(100))])
    try Data(pem.utf8).write(to: URL(filePath: "\(self.store.folder)/\(root)/root.der"))
    let passedOver = try self.store.contents().passedOver
    #expect(passedOver.count >= 3)
    for file in passedOver { #expect(!file.problem.contains("ASN1") && !file.problem.contains("Error"), "\(file)") }
  }
}
