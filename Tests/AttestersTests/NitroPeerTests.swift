import Attestation
import Foundation
import Loopback
import Testing

@testable import Attesters

/// The Python verifier that the speed of verification is measured against.
enum NitroPeer {
  static let script = ProcessInfo.processInfo.environment["WARIFU_PEERS"].map { "\($0)/nitro_verify.py" }

  static func isPossible() async -> Bool {
    guard self.script != nil else { return false }
    return (try? await Command.run("python3", ["-c", "import cbor2, cryptography"]))?.status.isSuccess ?? false
  }
}

/// The peer judges the same documents: its rules were written by others.
@Suite(
  "Simulated Nitro documents, as the Python verifier sees them",
  .enabled("WARIFU_PEERS is not set, or python3 lacks cbor2 or cryptography") { await NitroPeer.isPossible() })
struct NitroPeerTests {
  /// Trusts each document's own root, and answers how each was judged.
  private static let driver = """
    import importlib.util, json, pathlib, sys
    from datetime import datetime, timezone
    spec = importlib.util.spec_from_file_location("peer", sys.argv[1])
    peer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(peer)
    found = []
    for case in json.loads(pathlib.Path(sys.argv[2]).read_text()):
        peer.ROOT = case["root"]
        at = datetime.fromtimestamp(case["at"], timezone.utc)
        found.append(peer.outcome(pathlib.Path(case["file"]).read_bytes(), at, allow_debug=True)["outcome"])
    print(json.dumps(found))
    """

  private struct Case: Encodable {
    let file: String
    let root: String
    let at: Int64
  }

  private func outcomes(_ documents: [NitroNegative]) async throws -> [String] {
    let folder = try TemporaryFolder()
    let cases = try documents.enumerated().map { index, document in
      let (octets, root) = try document.made()
      return Case(
        file: try folder.write(octets, to: "\(index).cbor"), root: document.isTrusted ? Hexadecimal.text(root) : "",
        at: Simulated.now + document.later)
    }
    let list = try folder.write(Array(try JSONEncoder().encode(cases)), to: "cases.json")
    let output = try await Command.succeed("python3", ["-c", Self.driver, NitroPeer.script ?? "", list])
    return try JSONDecoder().decode([String].self, from: Data(output.utf8))
  }

  /// Where the peer says something else: it reads a certificate only when it judges the chain, and passes over critical
  /// extensions that it does not know.
  private static let others = [
    "basic constraints that are none": "bad-chain", "an extension twice": "bad-chain",
    "a path length of a leaf": "bad-chain", "ECDSA with SHA-512": "bad-chain",
    "a leaf with an Ed25519 key": "bad-chain", "a point that is on no curve": "bad-chain",
    "a leaf with an unknown critical extension": "accept", "a CA with one": "accept",
  ]

  @Test("what is right is accepted, and what has one thing wrong is refused as the same class")
  func agreement() async throws {
    // Not a tagged one: within a tag some versions of cbor2 give maps of a kind that the peer takes for none.
    let right = [
      NitroNegative(.malformed, "", "open maps"),
      NitroNegative(.malformed, "", "closed maps", document: { $0.isOpen = false }),
    ]
    #expect(try await self.outcomes(right) == ["accept", "accept"])
    let wrong =
      NitroNegative.cbor + NitroNegative.cose + NitroNegative.fields + NitroNegative.certificates + NitroNegative.chain
    for (negative, outcome) in zip(wrong, try await self.outcomes(wrong)) {
      #expect(outcome == Self.others[negative.what] ?? negative.kind.rawValue, "\(negative.what)")
    }
  }
}
