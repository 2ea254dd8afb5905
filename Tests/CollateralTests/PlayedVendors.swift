import Attestation
import Attesters
import Foundation

@testable import Collateral

/// AMD and Intel, played: roots that were made up, and what is published under them.
struct PlayedVendors {
  /// 2026-06-01T00:00:00Z, Unix seconds.
  static let now: Int64 = 1_780_272_000
  private static let snpKeys = Result { () throws(AttesterError) in try SimulatedSNPKeys() }
  static let measurement = [UInt8](repeating: 0x4D, count: 48)
  static let chipID = (0..<64).map { UInt8($0) ^ 0xA5 }

  let amd: SimulatedSNPAuthority
  let signer: SNPSigner
  let intel: SimulatedTDXAuthority
  let platform: TDXPlatform

  /// - Parameter keys: of the made-up AMD; all vendors that are played have the same ones otherwise.
  init(_ product: SimulatedProduct = .milan, _ kind: VEKKind = .vcek, keys: SimulatedSNPKeys? = nil) throws {
    let chip = product == .turin ? Self.chipID.prefix(8) + [UInt8](repeating: 0, count: 56) : Self.chipID
    let keys = try keys ?? Self.snpKeys.get()
    self.amd = try SimulatedSNPAuthority(product, kind, keys: keys, now: Self.now)
    self.signer = try self.amd.signer(chipID: chip, tcb: SimulatedTCB(), now: Self.now)
    self.intel = try SimulatedTDXAuthority(now: Self.now)
    self.platform = try self.intel.platform(now: Self.now)
  }

  var rootDigests: Set<[UInt8]> { [self.amd.rootDigest, self.intel.rootDigest] }
  var roots: TrustedRoots { TrustedRoots(simulated: self.rootDigests) }

  func report() async throws -> Evidence {
    let attester = SimulatedSNPAttester(authority: self.amd, signer: self.signer, measurement: Self.measurement)
    return try Evidence(try await attester.evidence(binding: [1], nonce: []).octets)
  }

  func quote() async throws -> Evidence {
    let attester = SimulatedTDXAttester(
      authority: self.intel, platform: self.platform, mrTD: Self.measurement,
      rtmrs: [[UInt8]](repeating: Self.measurement, count: 4), now: { Self.now })
    return try Evidence(try await attester.evidence(binding: [1], nonce: []).octets)
  }

  /// What Intel publishes on that day.
  func collateral(
    at now: Int64 = Self.now, adjust: (inout TDXCollateralPlan) -> Void = { _ in }
  ) throws -> SimulatedTDXCollateral {
    var plan = try TDXCollateralPlan(self.intel, now: now)
    adjust(&plan)
    return try plan.signed(by: self.intel)
  }

  /// What a host hands to its guest.
  var certificateTable: [UInt8] { CertificateTablePlan(signer: self.signer, authority: self.amd).octets }

  /// Everything about both, as somebody would import it.
  func everything(at now: Int64 = Self.now) throws -> [[UInt8]] {
    [self.certificateTable, try self.amd.revocationList(now: now), Array(try self.collateral(at: now).json.utf8)]
  }

  /// The pieces of octets of any shape, under roots that are trusted.
  func pieces(_ octets: [[UInt8]]) throws -> [EndorsedPiece] {
    var bag = CollateralBag()
    for one in octets { try bag.add(one) }
    return CollateralSorting(bag, roots: self.roots).pieces
  }
}
