import Foundation
import Loopback
import Testing

@Suite("The files in Examples/")
struct ExamplesTests {
  private static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Examples").standardizedFileURL.path

  private let folder: TemporaryFolder

  init() throws { self.folder = try TemporaryFolder() }

  @Test("are good files once what they name is there")
  func configuration() async throws {
    let certificate = try TestCertificateAuthority().issue(["shop.example"])
    try self.folder.makeFolder("keys")
    try self.folder.makeFolder("keys/shop.example")
    try self.folder.write(certificate.keyPEM, to: "keys/shop.example/privkey.pem", mode: 0o600)
    try self.folder.write("c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ=\n", to: "shop.example.tsig", mode: 0o600)
    try await self.makeIdentity("identity")
    try await self.makeIdentity("partner")
    try self.folder.makeFolder("partners")
    try FileManager.default.copyItem(
      atPath: self.folder.file("partner/agent.pem"), toPath: self.folder.file("partners/example-pay.pem"))
    // What belongs to a machine that runs an agent: its user and its folder.
    let agent = try self.copy("warifud.yaml")
    let signer = try self.copy(
      "signer.yaml", replacing: ["user: warifu": "user: \(geteuid())", "/etc/warifu": self.folder.path])
    let outcome = try await WarifuProgram.run("config", "check", agent, signer)
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    self.folder.close()
  }

  @Test("for evidence are a policy and reference values that are read, and whose every name something can match")
  func evidence() async throws {
    let examples = Self.examples
    let shown = try await WarifuProgram.run(
      "reference", "show", "\(examples)/reference-values.yaml", "--at", "2026-11-27T00:00:00Z")
    #expect(shown.code == 0, "\(shown.output)\(shown.errors)")
    let evidence = self.folder.file("try.bin")
    try #require(
      try await WarifuProgram.run("evidence", "create", "--simulated", "nitro", "--output", evidence).code == 0)
    // The example trusts no made-up root: it is read, and the evidence refused for that.
    let judged = try await WarifuProgram.run(
      "evidence", "verify", evidence, "--policy", "\(examples)/appraisal-policy.yaml", "--reference",
      "\(examples)/reference-values.yaml")
    #expect(judged.code == 1 && judged.output.contains("untrusted-root"), "\(judged.output)\(judged.errors)")
    self.folder.close()
  }

  @Test(
    "are what Knot and BIND accept",
    .enabled(if: Program.areInstalled("knotc", "named-checkconf"), "knot or bind9 is not installed"),
    arguments: [("knot.conf", "knotc"), ("named.conf", "named-checkconf")])
  func nameServers(name: String, program: String) async throws {
    let file = try self.copy(name, replacing: ["…": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ="])
    try await Command.succeed(program, program == "knotc" ? ["-c", file, "conf-check"] : [file])
    self.folder.close()
  }

  private func copy(_ name: String, replacing words: [String: String] = [:]) throws -> String {
    var text = try String(contentsOfFile: "\(Self.examples)/\(name)", encoding: .utf8)
    for (word, other) in words {
      #expect(text.contains(word))
      text = text.replacingOccurrences(of: word, with: other)
    }
    return try self.folder.write(text, to: name)
  }

  private func makeIdentity(_ name: String) async throws {
    try #require(try await WarifuProgram.run("identity", "create", "--folder", self.folder.file(name)).code == 0)
  }
}
