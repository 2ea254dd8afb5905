import Attestation
import Attesters
import Foundation
import Loopback
import Testing

@Suite("warifu collateral", .timeLimit(.minutes(2)))
struct CollateralCommandTests {
  private let folder: TemporaryFolder

  init() throws { self.folder = try TemporaryFolder() }

  /// A simulated TEE's evidence and what its vendor says, as files.
  private struct Made {
    let evidence: String
    let collateral: String
    let root: String
  }

  private func made(_ format: EvidenceFormat) async throws -> Made {
    let tee = try SimulatedTEE(
      format, measurement: [UInt8](repeating: 0x4D, count: 48), now: { Int64(Date().timeIntervalSince1970) })
    let evidence = try await tee.attester.evidence(binding: [1], nonce: [])
    let collateral = evidence.collateral.map { Array($0.utf8) } ?? evidence.certificateTable
    return Made(
      evidence: try self.write(evidence.octets, "\(format).bin"),
      collateral: try self.write(collateral, "\(format).collateral"), root: Hexadecimal.text(tee.rootDigest))
  }

  private func write(_ octets: [UInt8], _ name: String) throws -> String {
    try Data(octets).write(to: URL(filePath: self.folder.file(name)))
    return self.folder.file(name)
  }

  private func run(_ arguments: String...) async throws -> WarifuProgram.Outcome {
    try await WarifuProgram.run(["collateral"] + arguments + ["--store", self.folder.file("store")])
  }

  private static func states(_ outcome: WarifuProgram.Outcome) throws -> [String: [String]] {
    let evidence = try #require((try outcome.json["evidence"] as? [[String: Any]])?.first)
    let needs = try #require(evidence["needs"] as? [[String: Any]])
    return Dictionary(grouping: needs) { "\($0["state"] ?? "")" }.mapValues { $0.map { "\($0["kind"] ?? "")" } }
  }

  @Test(
    "what evidence lacks is said, and nothing any more once it was imported", arguments: [EvidenceFormat.snp, .tdx])
  func imported(format: EvidenceFormat) async throws {
    let made = try await self.made(format)
    let lacking = try await self.run("check", made.evidence, "--json")
    #expect(lacking.code == 5)
    #expect(
      try Self.states(lacking)["missing"]
        == (format == .snp
          ? ["vcek", "ca", "root", "crl"] : ["tcb-info", "qe-identity", "tcb-signer", "root", "crl", "crl"]))
    let imported = try await self.run("import", made.collateral, "--simulated-root", made.root)
    #expect(imported.code == 0, "\(imported.output)\(imported.errors)")
    #expect(imported.output.contains("new, until"))
    let complete = try await self.run("check", made.evidence, "--json")
    #expect(complete.code == 0)
    #expect(try complete.json["exitCode"] as? Int == 0)
    #expect(try Self.states(complete)["missing"] == (format == .snp ? ["crl"] : nil), "AMD's list may be missing")
    let listed = try await self.run("list")
    #expect(listed.code == 0 && listed.output.contains("Simulated root"))
  }

  @Test("what leads to no root of AMD's or Intel's is refused, and what is no collateral is malformed")
  func refused() async throws {
    let made = try await self.made(.tdx)
    let foreign = try await self.run("import", made.collateral, "--json")
    #expect(foreign.code == 1)
    let refused = try #require(try foreign.json["refused"] as? [[String: Any]])
    #expect(refused.contains { $0["error"] as? String == "untrusted-root" })
    #expect(try (foreign.json["pieces"] as? [Any])?.isEmpty == true)
    #expect(try await self.run("import", try self.write(Array("notes".utf8), "notes.txt")).code == 4)
    #expect(try await self.run("check", try self.write(Array("notes".utf8), "notes.txt")).code == 4)
    #expect(try await self.run("import", self.folder.file("missing")).code == 2)
  }

  @Test("a service with an unknown certificate, one that does not know, and one that answers")
  func fetched() async throws {
    let made = try await self.made(.tdx)
    _ = try await self.run("import", made.collateral, "--simulated-root", made.root)
    let intel = self.folder.file("store/simulated-\(made.root)")
    let identity = [UInt8](try Data(contentsOf: URL(filePath: "\(intel)/qe-identity.json")))
    try FileManager.default.removeItem(atPath: "\(intel)/qe-identity.json")
    let authority = try TestCertificateAuthority()
    let ca = try self.folder.write(authority.rootPEM, to: "ca.pem")
    let server = try await HTTPSServer.start()
    try server.serve("127.0.0.1", certificate: try authority.issue(["127.0.0.1"]))
    server.route("127.0.0.1", "/", WebReply(200))
    let fetch = [
      "fetch", "--for", made.evidence, "--simulated-root", made.root, "--intel-pcs", "https://127.0.0.1:\(server.port)",
      "--store", self.folder.file("store"),
    ]
    #expect(try await WarifuProgram.run(["collateral"] + fetch).code == 1, "nobody told to trust that server")
    #expect(server.requests.isEmpty)
    let unknown = try await WarifuProgram.run(["collateral"] + fetch + ["--ca", ca, "--json"])
    #expect(unknown.code == 5)
    let failed = try #require(try unknown.json["fetched"] as? [[String: Any]])
    #expect(failed.count == 4 && failed.allSatisfy { $0["error"] as? String == "not-found" })
    server.route("127.0.0.1", "/tdx/certification/v4/qe/identity", WebReply(200, octets: identity))
    let some = try await WarifuProgram.run(["collateral"] + fetch + ["--ca", ca])
    #expect(some.output.contains("QE Identity new, until"), "\(some.output)")
    #expect(try await self.run("check", made.evidence).code == 0)
    await server.close()
  }

  @Test(
    "options that cannot be are refused before anything is asked",
    arguments: [
      ["--fmspc", "50806f"], ["--product", "Rome"], ["--amd-kds", "http://kds.example"], ["--simulated-root", "abc"],
      ["--ca", "/nonexistent/ca.pem", "--product", "Milan"],
    ])
  func usage(options: [String]) async throws {
    let outcome = try await WarifuProgram.run(
      ["collateral", "fetch"] + options + ["--store", self.folder.file("store")])
    #expect(outcome.code == 2, "\(outcome.errors)")
  }

  @Test("an empty store is no fault, and a folder called after no root is named")
  func empty() async throws {
    let listed = try await self.run("list")
    #expect(listed.code == 0 && listed.output.contains("holds no collateral"))
    #expect(try await self.run("check").code == 0)
    try FileManager.default.createDirectory(atPath: self.folder.file("store/notes"), withIntermediateDirectories: true)
    let checked = try await self.run("check")
    #expect(checked.code == 3 && checked.output.contains("notes is passed over"))
  }
}
