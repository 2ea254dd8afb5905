import Foundation
import Testing

/// Reads the words of all checks in the verifiers' sources, so that no check is added without evidence that fails by it.
@Suite("Every check of evidence")
struct EveryCheckTests {
  /// What no evidence can fail by, and why.
  private static let others: [String: String] = [
    "cose.algorithm": "of messages that are no evidence", "cose.critical": "of messages that are no evidence",
    "tdx.qe-report": "the report is taken as long as it is before it is read",
  ]

  @Test("is failed by some simulated evidence")
  func covered() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folders = ["CBOR", "COSE", "Nitro", "SEVSNP", "TDX", "X509"].map {
      root.appending(path: "Sources/Fleets/Attestation/\($0)")
    }
    var words: Set<String> = []
    for folder in folders {
      let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
      for case let file as URL in files where file.pathExtension == "swift" {
        for match in try String(contentsOf: file, encoding: .utf8)
          .matches(of: /"((?:nitro|snp|tdx|cbor|cose|x509|crl|auxblob)\.[A-Za-z0-9.-]+)"/)
        {
          words.insert(String(match.1))
        }
      }
    }
    #expect(words.count > 80)
    let nitro =
      NitroNegative.cbor + NitroNegative.cose + NitroNegative.fields + NitroNegative.certificates + NitroNegative.chain
    let snp =
      SNPNegative.structure + SNPNegative.signature + SNPNegative.belonging + SNPNegative.extensions + SNPNegative.chain
      + SNPNegative.endorsements
    let tdx =
      TDXNegative.structure + TDXNegative.signatures + TDXNegative.identities + TDXNegative.pck + TDXNegative.collateral
      + TDXNegative.lists + TDXNegative.texts
    let failed = Set(nitro.map(\.check) + snp.map(\.check) + tdx.map(\.check) + SNPNegativeTests.tableChecks)
    #expect(words.subtracting(failed).subtracting(Self.others.keys).sorted() == [])
  }
}
