import Foundation
import Loopback
import Testing

@Suite("warifu evidence")
struct EvidenceCommandTests {
  private func entries(_ outcome: WarifuProgram.Outcome) throws -> [[String: Any]] {
    try #require(try outcome.json["files"] as? [[String: Any]])
  }

  @Test(
    "Simulated evidence of each kind verifies with the files beside it, says so, and is affirmed by its own values",
    arguments: ["nitro", "snp", "tdx"])
  func simulated(format: String) async throws {
    let made = try await SimulatedEvidence(format, "--binding", "c0ffee")
    let bare = try await made.verify()
    #expect(bare.code == 3)
    #expect(bare.output.contains("no reference values were given"))
    #expect(bare.output.contains("Simulated"))
    #expect(!bare.output.contains("genuine"))
    #expect(bare.output.contains("c0ffee"))

    let outcome = try await made.verify("--reference", try await made.reference(), "--json")
    #expect(outcome.code == 0)
    #expect(try outcome.json["schema"] as? Int == 1)
    let entry = try #require(try self.entries(outcome).first)
    #expect(entry["format"] as? String == format)
    #expect(entry["verified"] as? Bool == true)
    #expect(entry["simulated"] as? Bool == true)
    #expect(entry["debug"] as? Bool == false)
    #expect(entry["status"] as? String == "affirming")
    let checks = try #require(entry["checks"] as? [[String: String]])
    #expect(checks.contains { $0["check"]?.hasPrefix("reference.") == true && $0["outcome"] == "passed" })
    made.folder.close()
  }

  @Test("Nobody's root is trusted without a policy that names it", arguments: ["nitro", "snp", "tdx"])
  func noPolicy(format: String) async throws {
    let made = try await SimulatedEvidence(format)
    let outcome = try await WarifuProgram.run(["evidence", "verify", "--json", made.evidence] + made.endorsements)
    #expect(outcome.code == 1)
    #expect(try self.entries(outcome).first?["error"] as? String == "untrusted-root")
    let text = try await WarifuProgram.run(["evidence", "verify", made.evidence] + made.endorsements)
    #expect(text.output.contains("not verified, untrusted-root"))
    #expect(text.output.contains("simulatedRoots"))
    made.folder.close()
  }

  @Test("Debug mode is contraindicated, and the values of others too", arguments: ["nitro", "snp", "tdx"])
  func contraindicated(format: String) async throws {
    let debug = try await SimulatedEvidence(format, "--debug")
    let outcome = try await debug.verify("--json")
    #expect(outcome.code == 1)
    #expect(try self.entries(outcome).first?["debug"] as? Bool == true)
    #expect(try self.entries(outcome).first?["error"] is NSNull)
    #expect(try await debug.verify().output.contains("evidence.debug"))

    let usual = try await SimulatedEvidence(format)
    let other = try await SimulatedEvidence(format, "--measurement", String(repeating: "5a", count: 48))
    let refused = try await usual.verify("--reference", try await other.reference())
    #expect(refused.code == 1)
    #expect(refused.output.contains("it is none of the expected values"))
    for made in [debug, usual, other] { made.folder.close() }
  }

  @Test("Evidence is read raw, in hexadecimal and in base64, from a file and from standard input")
  func encodings() async throws {
    let made = try await SimulatedEvidence("snp")
    let octets = try Data(contentsOf: URL(fileURLWithPath: made.evidence))
    let texts = [
      octets.map { String(format: "%02X", $0) }.joined(), octets.base64EncodedString(options: .lineLength64Characters),
    ]
    for text in texts {
      #expect(try await made.verify(file: try made.folder.write(text, to: "it.txt")).code == 3)
      #expect(try await made.verify(input: text, file: "-").code == 3)
    }
    made.folder.close()
  }

  @Test("Of several files each is told, and the worst counts: refused, malformed, not found out, warning")
  func worst() async throws {
    let good = try await SimulatedEvidence("nitro")
    let stranger = try await SimulatedEvidence("nitro")
    let report = try await SimulatedEvidence("snp")
    let junk = try good.folder.write("what is this?", to: "junk")
    func verify(_ files: [String]) async throws -> WarifuProgram.Outcome {
      try await WarifuProgram.run(["evidence", "verify", "--json"] + files + ["--policy", good.policy])
    }
    let all = try await verify([good.evidence, junk, stranger.evidence, report.evidence])
    #expect(all.code == 1)
    #expect(
      try self.entries(all).map { $0["error"] as? String } == [
        nil, "malformed", "untrusted-root", "collateral-missing",
      ])
    #expect(try self.entries(all).map { $0["exitCode"] as? Int32 } == [3, 4, 1, 5])
    #expect(try await verify([good.evidence, junk, report.evidence]).code == 4)
    #expect(try await verify([good.evidence, report.evidence]).code == 5)
    #expect(try await verify([good.evidence, good.evidence]).code == 3)
    for made in [good, stranger, report] { made.folder.close() }
  }

  @Test("A file that is not there is told as such among others, and shown are those that can be")
  func unreadable() async throws {
    let made = try await SimulatedEvidence("nitro")
    let missing = made.folder.file("missing")
    let judged = try await WarifuProgram.run(
      "evidence", "verify", "--json", missing, made.evidence, "--policy", made.policy)
    #expect(judged.code == 2)
    let entries = try self.entries(judged)
    #expect(entries.map { $0["error"] as? String } == ["unreadable", nil] && entries[0]["check"] is NSNull)
    #expect(entries.map { $0["verified"] as? Bool } == [false, true])
    let text = try await WarifuProgram.run("evidence", "verify", missing, made.evidence, "--policy", made.policy)
    #expect(text.code == 2 && text.output.contains("\(missing) cannot be read") && text.output.contains("signatures"))
    let shown = try await WarifuProgram.run("evidence", "show", "--json", missing, made.evidence)
    #expect(shown.code == 2)
    #expect(try self.entries(shown).map { $0["error"] as? String } == ["unreadable", nil])
    #expect(try self.entries(shown)[1]["fields"] is [String: Any])
    let stranger = try await WarifuProgram.run("evidence", "verify", missing, made.evidence)
    #expect(stranger.code == 1, "an untrusted root is worse than a file that is not there")
    made.folder.close()
  }

  @Test(
    "What to do about missing collateral can be pasted into a shell, and is not to ask a vendor about what is simulated"
  )
  func advice() async throws {
    let made = try await SimulatedEvidence("snp")
    let spaced = made.folder.file("it's a report.bin")
    try FileManager.default.copyItem(atPath: made.evidence, toPath: spaced)
    let outcome = try await WarifuProgram.run("evidence", "verify", spaced)
    #expect(outcome.code == 5)
    #expect(outcome.output.contains("collateral fetch --for '\(made.folder.path)/it'\\''s a report.bin'"))
    // An apostrophe with an accent is no apostrophe to Swift, but to a shell.
    let accented = made.folder.file("a'\u{301}; echo PWNED; '.bin")
    try FileManager.default.copyItem(atPath: made.evidence, toPath: accented)
    let told = try await WarifuProgram.run("evidence", "verify", accented)
    let word = try #require(told.output.firstMatch(of: /--for (.+)\), or name/)?.output.1)
    let echoed = try await Command.run("sh", ["-c", "printf %s \(word)"])
    #expect(echoed.output == accented)
    let simulated = try await WarifuProgram.run("evidence", "verify", made.evidence, "--policy", made.policy)
    #expect(simulated.code == 5)
    #expect(simulated.output.contains("if it is simulated, those that were made with it"), "\(simulated.output)")
    let quote = try await SimulatedEvidence("tdx")
    let store = quote.folder.file("store")
    try quote.folder.makeFolder("store")
    let quoted = try await WarifuProgram.run("evidence", "verify", quote.evidence, "--policy", quote.policy)
    #expect(quoted.output.contains("--collateral") && !quoted.output.contains("fetch"), "\(quoted.output)")
    let torn = try made.folder.write("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", to: "torn.pem")
    let mixed = try await WarifuProgram.run("evidence", "verify", quote.evidence, "--collateral", torn)
    #expect(mixed.code == 4 && mixed.output.contains("Mend what was given with --endorsement"), "\(mixed.output)")
    let collateral = try quote.folder.read("it.collateral.json")
    let altered = try quote.folder.write(
      collateral.replacing(#"\"isvprodid\":2"#, with: #"\"isvprodid\":3"#), to: "altered.json")
    #expect(try quote.folder.read("altered.json") != collateral)
    let changed = try await WarifuProgram.run(
      "evidence", "verify", quote.evidence, "--collateral", altered, "--policy", quote.policy)
    #expect(changed.code == 1 && changed.output.contains("give what Intel publishes"), "\(changed.output)")
    let elsewhere = try await WarifuProgram.run("evidence", "verify", spaced, "--store", store)
    #expect(elsewhere.output.contains("s a report.bin' --store \(store))"), "\(elsewhere.output)")
    for folder in [made.folder, quote.folder] { folder.close() }
  }

  @Test("What evidence create prints as the next commands does what it says", arguments: ["nitro", "snp", "tdx"])
  func nextCommands(format: String) async throws {
    let folder = try TemporaryFolder()
    let made = try await WarifuProgram.run(
      "evidence", "create", "--simulated", format, "--output", folder.file("my evidence.bin"))
    let commands = made.output.split(separator: "\n").filter { $0.hasPrefix("  warifu ") }.map { $0.dropFirst(9) }
    try #require(commands.count == 2)
    let verified = try await Command.run("sh", ["-c", "'\(WarifuProgram.path)' \(commands[0])"])
    #expect(verified.status == .exited(3) && verified.output.contains("no reference values were given"))
    let values = try await Command.run("sh", ["-c", "'\(WarifuProgram.path)' \(commands[1])"])
    #expect(values.status == .exited(0) && values.output.contains("schema: 1"), "\(values.errors)")
    folder.close()
  }

  @Test("A result is written into the file that is there, under all its names and with its mode")
  func inPlace() async throws {
    let made = try await SimulatedEvidence("nitro")
    let (file, other) = (try made.folder.write("before", to: "result", mode: 0o600), made.folder.file("other name"))
    try FileManager.default.linkItem(atPath: file, toPath: other)
    #expect(try await WarifuProgram.run("evidence", "show", made.evidence, "--output", file).code == 0)
    #expect(try made.folder.read("other name").contains("Nothing here is verified"))
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    made.folder.close()
  }

  @Test(
    "A result that cannot be written whole is a failure, one whose reader has had enough is none",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDisk() async throws {
    let made = try await SimulatedEvidence("snp")
    let line = "exec '\(WarifuProgram.path)' evidence show '\(made.evidence)'"
    let full = try await Command.run("sh", ["-c", "\(line) > /dev/full"])
    #expect(full.status == .exited(5))
    #expect(full.errors.contains("No space left on device"))
    // A link, so that what would replace it replaces nothing but that.
    let link = made.folder.file("full")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/full")
    for arguments in [["show", made.evidence], ["create", "--simulated", "nitro"]] {
      let filled = try await WarifuProgram.run(["evidence"] + arguments + ["--output", link])
      #expect(filled.code == 5 && filled.errors.contains("no space is left"), "\(filled.errors)")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "/dev/full")
    }
    // As a service manager starts programs; else the signal ends it, as any other.
    let gone = try await Command.run("bash", ["-c", "trap '' PIPE; set -o pipefail; ( \(line) ) | true"])
    #expect(gone.status == .exited(0), "\(gone.errors)")
    made.folder.close()
  }

  @Test("An old document is stale, one of another time is verified at that time")
  func times() async throws {
    let made = try await SimulatedEvidence("nitro", "--at", "2026-06-01T00:00:00Z")
    let now = try await made.verify("--json")
    #expect(now.code == 1)
    #expect(try self.entries(now).first?["error"] as? String == "expired")
    #expect(try await made.verify("--at", "2026-06-01T00:00:10Z").code == 3)
    let seconds = try await made.verify("--json", "--at", "1780275600")
    #expect(seconds.code == 1)
    #expect(try self.entries(seconds).first?["error"] as? String == "stale")
    made.folder.close()
  }

  @Test("An endorsement that cannot be read is named, and the evidence is not verified")
  func endorsement() async throws {
    let made = try await SimulatedEvidence("snp")
    let junk = try made.folder.write("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", to: "junk.pem")
    let outcome = try await made.verify("--json", "--endorsement", junk)
    #expect(outcome.code == 4)
    let entry = try #require(try self.entries(outcome).first)
    #expect(entry["verified"] as? Bool == false)
    #expect((entry["message"] as? String)?.contains(junk) == true)
    made.folder.close()
  }

  @Test("An endorsement without anything in it stops nothing, and is told")
  func emptyEndorsement() async throws {
    let made = try await SimulatedEvidence("snp")
    let empty = try made.folder.write("", to: "empty")
    let outcome = try await made.verify("--endorsement", empty)
    #expect(outcome.code == 3)
    #expect(outcome.errors.contains("\(empty) is empty"))
    made.folder.close()
  }

  @Test("A mark before an owner's text is passed over")
  func mark() async throws {
    let made = try await SimulatedEvidence("nitro")
    for text in ["\u{FEFF}schema: 1\nname: marked\n", "\u{FEFF}{\"schema\": 1, \"name\": \"marked\"}"] {
      let outcome = try await made.verify("--policy", try made.folder.write(text, to: "marked"))
      #expect(outcome.code == 1 && outcome.output.contains("untrusted-root"), "\(outcome.errors)")
    }
    made.folder.close()
  }

  @Test("Files that an owner wrote wrongly are named with the place, before anything is verified")
  func ownersFiles() async throws {
    let made = try await SimulatedEvidence("nitro")
    for (option, text, place) in [
      ("--policy", "schema: 1\nname: x\ndebugg: true\n", "debugg"),
      ("--policy", "{\"schema\": 2, \"name\": \"x\"}", "schema"),
      ("--policy", "schema: 1\nname: x\nreferenceSigners: []\n", "names nobody"),
      ("--policy", "a: " + String(repeating: "[", count: 2_000), "is nested too deeply"),
      ("--policy", "schema: 1\nname: x\nsnp: {minimumTCB: {milan: {snp: 1}}}\n", "snp.minimumTCB.milan"),
      ("--reference", "schema: 1\nname: x\nnitro: {pcr0: xyz}\n", "nitro.pcr0"), ("--reference", "[", "not YAML"),
      ("--reference", "{\"Measurements\": {}}", "--from-eif"),
    ] {
      let file = try made.folder.write(text, to: "wrong")
      let outcome = try await WarifuProgram.run("evidence", "verify", made.evidence, option, file)
      #expect(outcome.code == 2)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains(place) && outcome.errors.contains(file), "\(outcome.errors)")
    }
    made.folder.close()
  }

  @Test("What a stranger wrote into evidence does not reach the terminal as it is")
  func escaped() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await WarifuProgram.run(
      "evidence", "verify", try folder.write("\u{1B}[31mred", to: "evil\u{1B}[31m"))
    #expect(outcome.code == 4)
    #expect(!outcome.output.contains("\u{1B}"))
    folder.close()
  }

  @Test(
    "Where there is no TEE, that is said with what to do",
    .enabled(if: !FileManager.default.fileExists(atPath: "/dev/nsm")))
  func noDevice() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await WarifuProgram.run("evidence", "create", "--device", "--json", "--output", folder.file("x"))
    #expect(outcome.code == 5)
    #expect(try outcome.error["next"]?.contains("--simulated") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.file("x")))
    folder.close()
  }

  @Test(
    "A wrong command line gives exit code 2 and says what is right",
    arguments: [
      ["verify"], ["verify", "/nonexistent"], ["verify", "-", "-"], ["verify", "/dev/null", "--at", "yesterday"],
      ["verify", "/dev/null", "--at", "2026-02-30T00:00:00Z"], ["verify", "/dev/null", "--at", "-1"],
      ["verify", "/dev/null", "--endorsement", "/nonexistent"], ["verify", "/dev/null", "--policy", "/nonexistent"],
      ["create", "--output", "/tmp/x"], ["create", "--simulated", "sgx", "--output", "/tmp/x"],
      ["create", "--simulated", "nitro"], ["create", "--simulated", "snp", "--nonce", "00", "--output", "/tmp/x"],
      ["create", "--simulated", "nitro", "--binding", "0", "--output", "/tmp/x"],
      ["create", "--simulated", "nitro", "--measurement", "00", "--output", "/tmp/x"],
      ["create", "--simulated", "nitro", "--output", "/nonexistent/x"],
      ["create", "--device", "--debug", "--output", "/tmp/x"],
    ])
  func usage(arguments: [String]) async throws {
    let outcome = try await WarifuProgram.run(["evidence"] + arguments)
    #expect(outcome.code == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.lowercased().contains("error: "))
  }
}
