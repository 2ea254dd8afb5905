import Attestation
import Foundation
import Loopback
import Testing

@testable import Collateral

/// With real reports, quotes and what vendors said about them: `attestation` in the folder that `WARIFU_VECTORS` names.
@Suite("Real collateral, through the store")
struct RealCollateralTests {
  static let vectors = ProcessInfo.processInfo.environment["WARIFU_VECTORS"].map { $0 + "/attestation" }
  static let skipped: Comment = "WARIFU_VECTORS is unset: real collateral was not looked at"

  private static func octets(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "\(try #require(Self.vectors))/\(name)")))
  }

  @Test(
    "verifies what it belongs to, under the vendors' own roots", .enabled(if: Self.vectors != nil, Self.skipped),
    arguments: [
      // 2026-06-01 and 2025-07-01, midnight UTC.
      ("snp/ms-milan-report.bin", ["ms-milan-vcek.pem", "ms-milan-ask.pem", "milan-ark.pem"], 1_780_272_000),
      ("snp/gosev-milan-report.bin", ["gosev-milan-vcek.der", "gosev-ask_ark_milan.pem"], 1_780_272_000),
      ("snp/ms-turin-report.bin", ["ms-turin-vcek.pem", "ms-turin-ask.pem", "turin-ark.pem"], 1_780_272_000),
      ("tdx/phala-tdx_quote.bin", ["phala-tdx_quote_collateral.json"], 1_751_328_000),
    ] as [(String, [String], Int64)])
  func verified(evidence: String, files: [String], now: Int64) throws {
    let folder = try TemporaryFolder()
    let store = CollateralStore(folder: folder.path)
    var bag = CollateralBag()
    for file in files { try bag.add(try Self.octets("\(evidence.prefix(3))/\(file)")) }
    let sorting = CollateralSorting(bag, roots: TrustedRoots())
    #expect(sorting.refusals.isEmpty && sorting.pieces.allSatisfy { $0.root.simulatedDigests.isEmpty })
    _ = try store.keep(sorting.pieces, now: now)
    let read = try Evidence(try Self.octets(evidence))
    let endorsements = try Endorsements(try store.endorsements(for: read, now: now))
    let verified = try EvidenceVerifier().verify(read, endorsements: endorsements, now: now)
    #expect(!verified.isSimulated)
    folder.close()
  }
}
