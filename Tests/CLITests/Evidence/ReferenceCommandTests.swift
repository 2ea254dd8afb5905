import Foundation
import Loopback
import Testing

@Suite("warifu reference")
struct ReferenceCommandTests {
  private static let eif = """
    {"EifVersion": 4, "Measurements": {"HashAlgorithm": "Sha384 { ... }", "PCR0": "\(String(repeating: "0a", count: 48))",
    "PCR1": "\(String(repeating: "0b", count: 48))", "PCR2": "\(String(repeating: "0c", count: 48))"}, "CheckCRC": true}
    """

  @Test("What nitro-cli prints of an image becomes reference values, in YAML and in JSON")
  func describeEIF() async throws {
    let folder = try TemporaryFolder()
    let made = try await WarifuProgram.run(
      "reference", "create", "--from-eif", "-", "--name", "app 1.4", "--not-after", "2027-02-01T00:00:00Z",
      "--output", folder.file("values.yaml"), input: Self.eif)
    #expect(made.code == 0)
    let shown = try await WarifuProgram.run("reference", "show", "--json", folder.file("values.yaml"))
    #expect(shown.code == 0)
    let values = try #require(try shown.json["referenceValues"] as? [String: Any])
    #expect(values["name"] as? String == "app 1.4")
    #expect((values["nitro"] as? [String: [String]])?["pcr2"] == [String(repeating: "0c", count: 48)])
    #expect(try shown.json["signer"] is NSNull)

    let json = try await WarifuProgram.run("reference", "create", "--json", "--from-eif", "-", input: Self.eif)
    #expect(try await WarifuProgram.run("reference", "show", "-", input: json.output).code == 0)

    let damaged = try await WarifuProgram.run(
      "reference", "create", "--from-eif", "-",
      input: Self.eif.replacing("\"CheckCRC\": true", with: "\"CheckCRC\": false"))
    #expect(damaged.code == 2)
    #expect(damaged.errors.contains("CheckCRC"))
    folder.close()
  }

  @Test("Evidence that does not verify gives no reference values")
  func unverified() async throws {
    let made = try await SimulatedEvidence("nitro")
    let outcome = try await WarifuProgram.run("reference", "create", "--json", "--from", made.evidence)
    #expect(outcome.code == 1)
    #expect(try outcome.error["code"] == "untrusted-root")
    made.folder.close()
  }

  @Test("Evidence whose code was not measured gives none either: an enclave in debug mode")
  func unmeasured() async throws {
    let made = try await SimulatedEvidence("nitro", "--debug")
    let outcome = try await WarifuProgram.run(
      "reference", "create", "--json", "--from", made.evidence, "--policy", made.policy)
    #expect(outcome.code == 1)
    #expect(try outcome.error["code"] == "notMeasured" && outcome.error["message"]?.contains("pcr0") == true)
    made.folder.close()
  }

  @Test("Names that no evidence has, and values of a length that nothing measured has, are told")
  func warnings() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      schema: 1
      name: x
      nitro: {pcr0: \(String(repeating: "0a", count: 48)), pcr32: any, pcr1: 0a0b}
      snp: {measurment: any, host_data: [\(String(repeating: "0a", count: 32)), aa]}
      tdx: {rtmr3: any, fmspc: 00906ed50000}
      """, to: "values.yaml")
    let shown = try await WarifuProgram.run("reference", "show", "--json", file)
    #expect(shown.code == 3)
    let told = try #require(try shown.json["warnings"] as? [String])
    let names = told.map { $0.prefix(while: { $0 != ":" }) }
    #expect(names == ["nitro.pcr1", "nitro.pcr32", "snp.host_data", "snp.measurment"], "\(told)")
    #expect(
      told.map { $0.hasSuffix("so that all of it is contraindicated") } == [true, false, false, false], "\(told)")
    #expect(try await WarifuProgram.run("reference", "show", file).output.contains("it changes nothing"))
    folder.close()
  }

  @Test("What is no output of nitro-cli, no identity and no name is told with what to do")
  func nextSteps() async throws {
    let made = try await SimulatedEvidence("snp")
    let values = try await made.reference()
    let text = try await WarifuProgram.run("reference", "create", "--from-eif", made.policy)
    #expect(text.code == 2 && text.errors.contains("nitro-cli"), "\(text.errors)")
    let prose = try made.folder.write("some words\n", to: "words")
    let words = try await WarifuProgram.run("reference", "create", "--from-eif", prose)
    #expect(words.code == 2 && words.errors.contains("describe-eif"), "\(words.errors)")
    let nobody = try await WarifuProgram.run(
      "reference", "sign", values, "--folder", made.folder.file("nobody"), "--output", made.folder.file("v.cose"))
    #expect(nobody.code == 2 && nobody.errors.contains("warifu identity create --folder"), "\(nobody.errors)")
    made.folder.close()
  }

  @Test("Values are signed by the agent's identity; a policy that names its pin takes them, and no others")
  func sign() async throws {
    let made = try await SimulatedEvidence("tdx")
    let values = try await made.reference()
    let identity = made.folder.file("identity")
    let created = try await WarifuProgram.run("identity", "create", "--json", "--folder", identity)
    let pin = try #require(try created.json["pin"] as? String)
    let signed = made.folder.file("values.cose")
    let outcome = try await WarifuProgram.run(
      "reference", "sign", "--json", values, "--folder", identity, "--output", signed)
    #expect(outcome.code == 0)
    #expect(try outcome.json["signer"] as? String == pin)

    let policy = try String(contentsOfFile: made.policy, encoding: .utf8)
    for (signers, unsignedCode, signedCode) in [(pin, 1, 0), (String(repeating: "A", count: 43), 1, 1)]
      as [(String, Int32, Int32)]
    {
      try made.folder.write("\(policy)referenceSigners: [\(signers)]\n", to: "it.policy.yaml")
      #expect(try await made.verify("--reference", values).code == unsignedCode)
      #expect(try await made.verify("--reference", signed).code == signedCode)
    }

    let shown = try await WarifuProgram.run("reference", "show", signed)
    #expect(shown.code == 0)
    #expect(shown.output.contains("signed by \(pin)"))
    #expect(
      try await WarifuProgram.run("reference", "sign", signed, "--folder", identity, "--output", signed).code == 2)

    var octets = try Data(contentsOf: URL(fileURLWithPath: signed))
    octets[octets.count - 1] ^= 1
    try octets.write(to: URL(fileURLWithPath: signed))
    #expect(try await WarifuProgram.run("reference", "show", signed).code == 1)
    #expect(try await made.verify("--reference", signed).code == 1)
    try octets.dropLast().write(to: URL(fileURLWithPath: signed))
    #expect(try await WarifuProgram.run("reference", "show", signed).code == 4)
    made.folder.close()
  }

  @Test("Values that do not hold at the time are a warning, and say since when")
  func validity() async throws {
    let made = try await SimulatedEvidence("nitro")
    let values = try await made.reference("--not-after", "2026-01-01T00:00:00Z")
    let shown = try await WarifuProgram.run("reference", "show", values)
    #expect(shown.code == 3)
    #expect(shown.output.contains("2026-01-01T00:00:00Z"))
    #expect(try await WarifuProgram.run("reference", "show", values, "--at", "2025-12-31T00:00:00Z").code == 0)
    #expect(try await made.verify("--reference", values).code == 1)
    made.folder.close()
  }

  @Test(
    "A wrong command line gives exit code 2 and says what is right",
    arguments: [
      ["create"], ["create", "--from", "x", "--from-eif", "y"], ["create", "--from", "/nonexistent"],
      ["create", "--from-eif", "/nonexistent"],
      ["create", "--from", "x", "--not-before", "2027-01-01T00:00:00Z", "--not-after", "2026-01-01T00:00:00Z"],
      ["sign", "/dev/null", "--output", "/tmp/x"], ["sign", "/nonexistent"], ["show"], ["show", "/nonexistent"],
      ["show", "/dev/null"],
    ])
  func usage(arguments: [String]) async throws {
    let outcome = try await WarifuProgram.run(["reference"] + arguments)
    #expect(outcome.code == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.lowercased().contains("error: "))
  }
}
