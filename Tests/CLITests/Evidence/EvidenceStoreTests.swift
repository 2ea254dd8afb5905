import Foundation
import Loopback
import Testing

@Suite("warifu evidence verify, with a store of collateral")
struct EvidenceStoreTests {
  /// What evidence came with, put into a store beside it.
  private func store(of made: SimulatedEvidence) async throws -> String {
    let store = made.folder.file("store")
    let policy = try made.folder.read("it.policy.yaml")
    let digest = try #require(policy.firstMatch(of: /simulatedRoots: \[([0-9a-f]{64})\]/)?.output.1)
    let file = try #require(made.endorsements.last)
    let outcome = try await WarifuProgram.run(
      "collateral", "import", file, "--for", made.evidence, "--simulated-root", String(digest), "--store", store)
    try #require(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    return store
  }

  private func verify(_ made: SimulatedEvidence, _ more: String...) async throws -> WarifuProgram.Outcome {
    try await WarifuProgram.run(["evidence", "verify", "--json", made.evidence, "--policy", made.policy] + more)
  }

  private func error(_ outcome: WarifuProgram.Outcome) throws -> String? {
    try #require(try outcome.json["files"] as? [[String: Any]]).first?["error"] as? String
  }

  @Test("What is in the store need not be named", arguments: ["snp", "tdx"])
  func kept(format: String) async throws {
    let made = try await SimulatedEvidence(format)
    let empty = try made.folder.makeFolder("empty")
    let without = try await self.verify(made, "--store", empty)
    #expect(without.code == 5)
    #expect(try self.error(without) == "collateral-missing")
    #expect(try await self.verify(made, "--store", try await self.store(of: made)).code == 3)
    made.folder.close()
  }

  @Test("What is named on the command line does not suffer from what does not hold in the store at that time")
  func named() async throws {
    let made = try await SimulatedEvidence("tdx", "--at", "2026-06-01T00:00:00Z")
    let later = try await SimulatedEvidence("tdx")
    let store = try await self.store(of: later)
    let outcome = try await WarifuProgram.run(
      ["evidence", "verify", made.evidence, "--policy", made.policy, "--store", store, "--at", "2026-06-02T00:00:00Z"]
        + made.endorsements)
    #expect(outcome.code == 3)
    for evidence in [made, later] { evidence.folder.close() }
  }

  @Test("Files of no use are passed over, and that is said; a store that is named has to be there")
  func faults() async throws {
    let made = try await SimulatedEvidence("tdx")
    let store = try await self.store(of: made)
    let folder = try #require(try FileManager.default.contentsOfDirectory(atPath: store).first)
    try Data("torn".utf8).write(to: URL(fileURLWithPath: "\(store)/\(folder)/qe-identity.json"))
    let torn = try await self.verify(made, "--store", store)
    #expect(torn.code == 5)
    #expect(torn.errors.contains("passed over"))
    let nowhere = try await self.verify(made, "--store", "/nonexistent")
    #expect(nowhere.code == 2)
    #expect(try nowhere.error["code"] == "collateralStore")
    made.folder.close()
  }
}
