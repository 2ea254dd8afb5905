import Attestation
import Foundation
import Testing

@Suite("Every check of what is read beside evidence")
struct PieceCheckTests {
  /// What nothing here can fail by, and why.
  private static let others = [
    "snp.product": "a made-up root is no product line's; the verifier's own check of it is failed by simulated evidence"
  ]

  @Test("finds what is wrong, and nothing of it is kept", arguments: WrongPiece.all)
  func found(wrong: WrongPiece) async throws {
    let failure = try #require(try await wrong.failure(try PlayedVendors()))
    #expect(failure.check == wrong.check && failure.kind == wrong.kind, "\(failure)")
  }

  @Test("is failed by something: none is added in the sources without")
  func covered() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
    var words: Set<String> = []
    for folder in ["Evidence", "Pieces"] {
      let path = root.appending(path: "Sources/Fleets/Attestation/\(folder)")
      let files = try #require(FileManager.default.enumerator(at: path, includingPropertiesForKeys: nil))
      for case let file as URL in files where file.pathExtension == "swift" {
        for match in try String(contentsOf: file, encoding: .utf8)
          .matches(of: /"((?:evidence|collateral|snp|tdx|x509|crl|auxblob)\.[A-Za-z0-9.-]+)"/)
        {
          words.insert(String(match.1))
        }
      }
    }
    #expect(words.count > 10)
    #expect(words.subtracting(WrongPiece.all.map(\.check)).subtracting(Self.others.keys).sorted() == [])
  }
}
