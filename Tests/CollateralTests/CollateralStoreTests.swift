import Attestation
import Foundation
import Loopback
import Testing

@testable import Attesters
@testable import Collateral

@Suite("The store of collateral")
struct CollateralStoreTests {
  private let folder: TemporaryFolder
  private let store: CollateralStore

  init() throws {
    self.folder = try TemporaryFolder()
    self.store = CollateralStore(folder: self.folder.file("store"))
  }

  private func fileNames() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: self.store.folder).filter { $0.contains("/") }.sorted()
  }

  @Test(
    "what was kept is all that a report needs to be verified",
    arguments: [(SimulatedProduct.milan, VEKKind.vcek), (.genoa, .vcek), (.turin, .vcek), (.milan, .vlek)])
  func reports(product: SimulatedProduct, kind: VEKKind) async throws {
    let vendors = try PlayedVendors(product, kind)
    let report = try await vendors.report()
    #expect(try self.store.endorsements(for: report, now: PlayedVendors.now).isEmpty)
    _ = try self.store.keep(try vendors.pieces(try vendors.everything()), now: PlayedVendors.now)
    let endorsements = try self.store.endorsements(for: report, now: PlayedVendors.now)
    let verified = try EvidenceVerifier(roots: vendors.roots)
      .verify(report, endorsements: try Endorsements(endorsements), now: PlayedVendors.now)
    #expect(verified.isSimulated && verified.findings.isEmpty, "with the revocation list: \(verified.findings)")
  }

  @Test("of two keys of a cloud provider's at the same TCB the one that signed the report is handed on")
  func providers() async throws {
    let vendors = try PlayedVendors(.milan, .vlek)
    let others = try (0..<3).map { _ in
      try vendors.amd.signer(chipID: PlayedVendors.chipID, tcb: SimulatedTCB(), now: PlayedVendors.now).certificate
    }
    _ = try self.store.keep(try vendors.pieces(try vendors.everything() + others), now: PlayedVendors.now)
    #expect(try self.store.contents().pieces.filter { $0.subject.kind == "vlek" }.count == 4)
    let report = try await vendors.report()
    let endorsements = try Endorsements(try self.store.endorsements(for: report, now: PlayedVendors.now))
    let verifier = EvidenceVerifier(roots: vendors.roots)
    #expect(try verifier.verify(report, endorsements: endorsements, now: PlayedVendors.now).isSimulated)
  }

  @Test("what was kept is all that a quote needs to be verified")
  func quotes() async throws {
    let vendors = try PlayedVendors()
    let quote = try await vendors.quote()
    _ = try self.store.keep(try vendors.pieces(try vendors.everything()), now: PlayedVendors.now)
    let endorsements = try self.store.endorsements(for: quote, now: PlayedVendors.now)
    let verified = try EvidenceVerifier(roots: vendors.roots)
      .verify(quote, endorsements: try Endorsements(endorsements), now: PlayedVendors.now)
    #expect(verified.tcb.status == .upToDate)
  }

  @Test("files have names that a person understands, in a folder for each root")
  func names() throws {
    let vendors = try PlayedVendors()
    _ = try self.store.keep(try vendors.pieces(try vendors.everything()), now: PlayedVendors.now)
    let amd = CollateralRoot.simulated(vendors.amd.rootDigest).name
    let intel = CollateralRoot.simulated(vendors.intel.rootDigest).name
    let chip = PlayedVendors.chipID.map { String(format: "%02x", $0) }.joined()
    let names = try self.fileNames()
    for name in ["ca-SEV-Milan.der", "crl-ARK-Milan.crl", "root.der", "vcek-\(chip)-04010000000018db.der"] {
      #expect(names.contains("\(amd)/\(name)"))
    }
    for name in [
      "ca-Simulated-SGX-PCK-Platform-CA.der", "crl-Simulated-SGX-PCK-Platform-CA.crl", "crl-Simulated-SGX-Root-CA.crl",
      "qe-identity.json", "root.der", "tcb-info-50806f000000-0000.json",
    ] {
      #expect(names.contains("\(intel)/\(name)"))
    }
    #expect(names.count == 11, "\(names)")
  }

  @Test("a file that was cut off, changed, renamed or put there by somebody is passed over, and said")
  func damaged() async throws {
    let vendors = try PlayedVendors()
    _ = try self.store.keep(try vendors.pieces(try vendors.everything()), now: PlayedVendors.now)
    let intel = "\(self.store.folder)/\(CollateralRoot.simulated(vendors.intel.rootDigest).name)"
    let identity = try Data(contentsOf: URL(filePath: "\(intel)/qe-identity.json"))
    try identity.dropLast(10).write(to: URL(filePath: "\(intel)/qe-identity.json"))
    let list = "\(intel)/crl-Simulated-SGX-Root-CA.crl"
    var octets = [UInt8](try Data(contentsOf: URL(filePath: list)))
    octets[octets.count - 1] ^= 1
    try Data(octets).write(to: URL(filePath: list))
    let info = "\(intel)/tcb-info-50806f000000-0000.json"
    try FileManager.default.moveItem(atPath: info, toPath: "\(intel)/tcb-info-00906ea10000-0000.json")
    try Data("notes".utf8).write(to: URL(filePath: "\(intel)/notes.txt"))
    try FileManager.default.createDirectory(atPath: "\(self.store.folder)/old", withIntermediateDirectories: true)
    #expect(mkfifo("\(intel)/pipe", 0o600) == 0)
    let contents = try self.store.contents()
    let passedOver = Set(contents.passedOver.map { String($0.path.split(separator: "/").last ?? "") })
    #expect(
      passedOver == [
        "qe-identity.json", "crl-Simulated-SGX-Root-CA.crl", "tcb-info-00906ea10000-0000.json", "notes.txt", "pipe",
        "old",
      ])
    #expect(contents.passedOver.allSatisfy { !$0.problem.isEmpty })
    #expect(contents.pieces.count == 8)
    let error = try await self.verificationError(vendors)
    #expect(error?.kind == .collateralMissing)
  }

  private func verificationError(_ vendors: PlayedVendors) async throws -> EvidenceError? {
    let quote = try await vendors.quote()
    let endorsements = try self.store.endorsements(for: quote, now: PlayedVendors.now)
    let verifier = EvidenceVerifier(roots: vendors.roots)
    return #expect(throws: EvidenceError.self) {
      try verifier.verify(quote, endorsements: try Endorsements(endorsements), now: PlayedVendors.now)
    }
  }

  @Test("an older answer does not take the place of a fresher one, a fresher one takes that of an older")
  func freshness() throws {
    let vendors = try PlayedVendors()
    let now = PlayedVendors.now
    let old = try vendors.pieces([Array(try vendors.collateral(at: now - 40 * 86_400).json.utf8)])
    let fresh = try vendors.pieces([Array(try vendors.collateral(at: now).json.utf8)])
    let isDated = { (piece: EndorsedPiece) in ["crl", "tcb-info", "qe-identity"].contains(piece.subject.kind) }
    #expect(try self.store.keep(old, now: now).allSatisfy { $0.keeping == .new })
    #expect(
      try self.store.keep(fresh, now: now).allSatisfy { $0.keeping == (isDated($0.piece) ? .renewed : .unchanged) })
    #expect(try self.store.keep(old, now: now).allSatisfy { $0.keeping == (isDated($0.piece) ? .stale : .unchanged) })
    let kept = try self.store.contents().pieces.filter(isDated)
    #expect(kept.count == 4 && kept.allSatisfy { $0.isInForce(at: now) })
  }

  @Test(
    "what ended is handed on: the verifier says that the collateral expired, and of a forged quote that it is forged")
  func ended() async throws {
    let vendors = try PlayedVendors()
    let now = PlayedVendors.now
    _ = try self.store.keep(
      try vendors.pieces([Array(try vendors.collateral(at: now - 40 * 86_400).json.utf8)]), now: now)
    #expect(try await self.verificationError(vendors)?.kind == .collateralExpired)
    let demand = try CollateralDemand(try await vendors.quote())
    let states = try self.store.contents().needs(of: demand, now: now).map { ($0.kind, $0.state) }
    #expect(states.filter { $0.1 == .ended }.map(\.0) == ["tcb-info", "qe-identity", "crl"])
    #expect(states.filter { $0.1 == .inForce }.map(\.0) == ["tcb-signer", "root", "crl"])
  }

  @Test("collateral of a root that nobody trusts is not kept, and neither is what somebody else signed")
  func untrusted() throws {
    let vendors = try PlayedVendors()
    let strangers = try PlayedVendors()
    var bag = CollateralBag()
    for octets in try strangers.everything() { try bag.add(octets) }
    let foreign = CollateralSorting(bag, roots: TrustedRoots())
    #expect(foreign.pieces.isEmpty && !foreign.refusals.isEmpty)
    #expect(foreign.refusals.contains { $0.error.kind == .untrustedRoot })
    let forged = try vendors.collateral { $0.signer = strangers.intel.signingKey }
    bag = CollateralBag()
    try bag.add(Array(forged.json.utf8))
    let sorting = CollateralSorting(bag, roots: vendors.roots)
    #expect(sorting.pieces.allSatisfy { !["tcb-info", "qe-identity"].contains($0.subject.kind) })
    #expect(sorting.refusals.map(\.error.kind) == [.badSignature, .badSignature])
  }
}
