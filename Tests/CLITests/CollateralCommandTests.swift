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
    try FileManager.default.createDirectory(atPath: self.folder.file("store"), withIntermediateDirectories: true)
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
    try FileManager.default.createDirectory(atPath: self.folder.file("store"), withIntermediateDirectories: true)
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
    let untrusted = try await WarifuProgram.run(["collateral"] + fetch)
    #expect(untrusted.code == 1 && untrusted.output.contains("--ca FILE"), "nobody told to trust that server")
    #expect(!(untrusted.output + untrusted.errors).contains("SSL"))
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

  @Test(
    "a store that is named and not there, or is no folder, is a mistake, said with what to do",
    arguments: [["check"], ["list"], ["fetch"]])
  func missing(command: [String]) async throws {
    for (store, problem) in [(self.folder.file("nowhere"), "no store"), (try self.write([1], "file"), "no folder")] {
      let outcome = try await WarifuProgram.run(["collateral"] + command + ["--store", store])
      #expect(outcome.code == 2 && outcome.errors.contains(problem) && outcome.errors.contains("--store"))
    }
    let evidence = try await self.made(.snp).evidence
    #expect(try await self.run("check", evidence).code == 2)
  }

  @Test("that there is no store yet, where none was named, is said and no fault")
  func notYet() async throws {
    let usual = ["XDG_CACHE_HOME": self.folder.file("cache")]
    for command in ["check", "list", "fetch"] {
      let outcome = try await WarifuProgram.run(["collateral", command], environment: usual)
      guard geteuid() != 0 || !FileManager.default.fileExists(atPath: "/var/lib/warifu/collateral") else { continue }
      #expect(outcome.code == 0 && outcome.output.contains("no store of collateral yet"), "\(outcome)")
    }
    let evidence = try await self.made(.tdx).evidence
    #expect(try await WarifuProgram.run(["collateral", "check", evidence], environment: usual).code == 5)
  }

  @Test("what a simulated TEE's evidence lacks is not sent for to the vendor", arguments: [EvidenceFormat.snp, .tdx])
  func simulated(format: EvidenceFormat) async throws {
    let made = try await self.made(format)
    try FileManager.default.createDirectory(atPath: self.folder.file("store"), withIntermediateDirectories: true)
    let checked = try await self.run("check", made.evidence)
    let root = format == .tdx ? made.root : "DIGEST"
    #expect(checked.code == 5 && checked.output.contains("import FILE --simulated-root \(root)"), "\(checked)")
    #expect(checked.output.contains("collateral fetch") == (format == .snp), "a report does not say whose it is")
    guard format == .tdx else { return }
    let fetched = try await self.run("fetch", "--for", made.evidence)
    #expect(fetched.code == 5 && fetched.output.contains("--simulated-root \(made.root)"), "\(fetched)")
  }

  @Test("evidence that is given to import is told from collateral", arguments: EvidenceFormat.allCases)
  func evidence(format: EvidenceFormat) async throws {
    let made = try await self.made(format)
    let outcome = try await self.run("import", made.evidence)
    let name = [EvidenceFormat.nitro: "Nitro document", .snp: "SEV-SNP report", .tdx: "TDX quote"][format] ?? ""
    #expect(outcome.code == 4 && outcome.output.contains("\(name) and no collateral"), "\(outcome)")
    #expect(outcome.output.contains("--for \(made.evidence)") == (format != .nitro))
    let notes = try await self.run("import", try self.write(Array("notescor".utf8), "notes.txt"))
    #expect(notes.code == 4 && !notes.output.contains("Nitro"), "text that is base64, too")
  }

  @Test("an empty store is no fault, and a folder called after no root is named")
  func empty() async throws {
    try FileManager.default.createDirectory(atPath: self.folder.file("store"), withIntermediateDirectories: true)
    let listed = try await self.run("list")
    #expect(listed.code == 0 && listed.output.contains("holds no collateral"))
    #expect(try await self.run("check").code == 0)
    try FileManager.default.createDirectory(atPath: self.folder.file("store/notes"), withIntermediateDirectories: true)
    let checked = try await self.run("check")
    #expect(checked.code == 3 && checked.output.contains("notes is passed over"))
  }
}
