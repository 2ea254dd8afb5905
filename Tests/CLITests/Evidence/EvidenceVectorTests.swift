import Foundation
import Loopback
import Testing

@Suite("warifu evidence verify, real evidence", .enabled(if: EvidenceVectors.folder != nil, EvidenceVectors.unset))
struct EvidenceVectorTests {
  private func entry(_ outcome: WarifuProgram.Outcome) throws -> [String: Any] {
    let files = try #require(try outcome.json["files"] as? [[String: Any]])
    #expect(files.count == 1)
    return try #require(files.first)
  }

  @Test(
    "All that is genuine verifies at its time, with its measurements, debug mode and TCB; all else is refused by its class"
  )
  func expected() async throws {
    let folder = try #require(EvidenceVectors.folder)
    let all = try EvidenceVectors.expected()
    #expect(all.count >= 15)
    for vector in all {
      let name = Comment(rawValue: vector.evidence)
      let outcome = try await WarifuProgram.run(
        ["evidence", "verify", "--json", "\(folder)/\(vector.evidence)"] + vector.arguments(in: folder))
      let entry = try self.entry(outcome)
      #expect(entry["format"] as? String == vector.kind, name)
      #expect(try outcome.json["exitCode"] as? Int32 == outcome.code, name)
      if vector.expect.hasPrefix("reject:bad-") {
        #expect(entry["verified"] as? Bool == false, name)
        #expect(entry["error"] as? String == String(vector.expect.dropFirst("reject:".count)), name)
        #expect(entry["ear"] is NSNull, name)
        #expect(outcome.code == 1, name)
        continue
      }
      #expect(entry["verified"] as? Bool == true, name)
      #expect(entry["error"] is NSNull, name)
      #expect(entry["simulated"] as? Bool == false, name)
      #expect(entry["debug"] as? Bool == vector.isDebug, name)
      let isRefused = vector.isDebug || vector.expect == "reject:tcb"
      #expect(outcome.code == (isRefused ? 1 : 3), name)
      let status = isRefused ? "contraindicated" : vector.expect == "warn" ? "warning" : "none"
      #expect((entry["ear"] as? [String: Any])?["ear_status"] as? String == status, name)
      let measurements = try #require(entry["measurements"] as? [String: String])
      for (register, value) in vector.pcrs ?? [:] { #expect(measurements["pcr\(register)"] == value, name) }
      if let measurement = vector.measurement { #expect(measurements["measurement"] == measurement, name) }
      if let tcb = vector.reportedTcb ?? vector.tcb { #expect(entry["tcb"] as? String == tcb, name) }
    }
  }

  @Test("What was altered is refused by the class that it should be, with its exit code")
  func negatives() async throws {
    let folder = try #require(EvidenceVectors.folder)
    let sources = try EvidenceVectors.expected()
    let negatives = try EvidenceVectors.negatives()
    #expect(negatives.count >= 29)
    for negative in negatives {
      let name = Comment(rawValue: negative.file)
      let source = try #require(sources.first { $0.evidence == negative.source }, name)
      let outcome = try await WarifuProgram.run(
        ["evidence", "verify", "--json", "\(folder)/negative/\(negative.file)"] + source.arguments(in: folder))
      let entry = try self.entry(outcome)
      #expect(entry["verified"] as? Bool == false, name)
      #expect(entry["error"] as? String == negative.kind, name)
      #expect(entry["measurements"] as? [String: String] == [:], name)
      #expect(outcome.code == (negative.kind == "bad-signature" ? 1 : 4), name)
    }
  }

  @Test("With reference values made of it, genuine evidence is affirmed, as text too")
  func affirmed() async throws {
    let folder = try #require(EvidenceVectors.folder)
    let values = try TemporaryFolder()
    for vector in try EvidenceVectors.expected() where vector.expect == "accept" && !vector.isDebug {
      let name = Comment(rawValue: vector.evidence)
      let file = values.file("values.yaml")
      let evidence = "\(folder)/\(vector.evidence)"
      let arguments = vector.arguments(in: folder)
      let made = try await WarifuProgram.run(["reference", "create", "--from", evidence, "--output", file] + arguments)
      #expect(made.code == 0, name)
      let outcome = try await WarifuProgram.run(["evidence", "verify", evidence, "--reference", file] + arguments)
      #expect(outcome.code == 0, name)
      #expect(outcome.output.contains("affirming"), name)
    }
    values.close()
  }

  @Test("Without what the vendors say, or with what has expired, nothing could be found out")
  func collateral() async throws {
    let folder = try #require(EvidenceVectors.folder)
    for vector in try EvidenceVectors.expected() where vector.kind != "nitro" {
      let outcome = try await WarifuProgram.run(
        ["evidence", "verify", "--json", "\(folder)/\(vector.evidence)", "--at", vector.verifyAt])
      #expect(try self.entry(outcome)["error"] as? String == "collateral-missing")
      #expect(outcome.code == 5)
    }
    let quote = try #require(try EvidenceVectors.expected().first { $0.kind == "tdx" })
    let late = try await WarifuProgram.run(
      ["evidence", "verify", "--json", "\(folder)/\(quote.evidence)"] + quote.arguments(in: folder).dropFirst(2)
        + ["--at", "2026-06-20T00:00:00Z"])
    #expect(try self.entry(late)["error"] as? String == "collateral-expired")
    #expect(late.code == 5)
  }
}
