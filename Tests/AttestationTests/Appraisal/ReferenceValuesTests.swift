import Testing

@testable import Attestation

@Suite("Reference values as a document")
struct ReferenceValuesTests {
  static func reference(_ text: String) throws -> ReferenceValues {
    try ReferenceValues(document: try DocumentValueTests.json(text))
  }

  @Test("name several TEEs, several values for a name, and how long they hold")
  func everything() throws {
    let values = try Self.reference(
      """
      {"schema": 1, "name": "payments 1.4", "notBefore": "2026-11-01T00:00:00Z", "notAfter": "2027-02-01T00:00:00Z",
       "nitro": {"PCR0": ["0A", "0b"], "pcr8": "any"}, "snp": {"measurement": "0c"}}
      """)
    #expect(values.name == "payments 1.4")
    #expect(values.notBefore == 1_793_491_200 && values.notAfter == 1_801_440_000)
    #expect(
      values.values == [
        .nitro: ["pcr0": .oneOf([[0x0A], [0x0B]]), "pcr8": .any], .snp: ["measurement": .oneOf([[0x0C]])],
      ])
    #expect(values.signer == nil)
    #expect(try ReferenceValues(document: values.document) == values)
  }

  @Test(
    "are refused unless they are exactly the schema",
    arguments: [
      #""nitro": {"pcr0": []}"#, #""nitro": {"pcr0": "xy"}"#, #""nitro": {"pcr0": ["any"]}"#,
      #""nitro": {"pcr0": "0a", "PCR0": "0b"}"#,
      #""nitro": []"#, #""sgx": {}"#, #""other": 1"#, #""notBefore": "2026-11-01""#,
      #""notAfter": "2026-02-30T00:00:00Z", "snp": {}"#,
      #""notBefore": "2026-11-02T00:00:00Z", "notAfter": "2026-11-01T00:00:00Z", "snp": {}"#,
      #""nitro": {"pcr0": null}"#,
    ])
  func refused(field: String) {
    #expect(throws: DocumentError.self) { try Self.reference("{\"schema\": 1, \"name\": \"x\", \(field)}") }
  }

  @Test("that name no TEE are refused")
  func empty() {
    #expect(throws: DocumentError.self) { try Self.reference(#"{"schema": 1, "name": "x"}"#) }
  }

  @Test("are bounded")
  func bounds() {
    let many = (0..<257).map { "\"\($0 + 1_000)\"" }.joined(separator: ",")
    #expect(throws: DocumentError.self) {
      try Self.reference(#"{"schema": 1, "name": "x", "snp": {"measurement": [\#(many)]}}"#)
    }
    let names = (0..<65).map { "\"n\($0)\": \"00\"" }.joined(separator: ",")
    #expect(throws: DocumentError.self) { try Self.reference(#"{"schema": 1, "name": "x", "snp": {\#(names)}}"#) }
    func value(_ octets: Int) throws -> ReferenceValues {
      let digits = String(repeating: "0a", count: octets)
      return try Self.reference(#"{"schema": 1, "name": "x", "nitro": {"public_key": "\#(digits)"}}"#)
    }
    #expect(throws: Never.self) { try value(ReferenceValues.longestValue) }
    #expect(throws: DocumentError.self) { try value(ReferenceValues.longestValue + 1) }
  }

  @Test("taken from evidence are what that evidence says, without what belongs to the machine or is zero")
  func fromEvidence() {
    let one = ReferenceValues(name: "one", from: [SampleEvidence.nitro()])
    #expect(one.values[.nitro].map { Set($0.keys) } == ["pcr0", "pcr1", "pcr2", "pcr8"])
    let two = ReferenceValues(
      name: "two",
      from: [SampleEvidence.snp(), SampleEvidence.snp(measurement: SampleEvidence.pcr(1)), SampleEvidence.tdx()])
    #expect(two.values[.snp] == ["measurement": .oneOf([SampleEvidence.pcr(0x5E), SampleEvidence.pcr(1)])])
    #expect(two.values[.tdx].map { Set($0.keys) } == ["mrtd", "rtmr0", "rtmr1", "rtmr2", "rtmr3"])
    #expect(SampleEvidence.appraise(SampleEvidence.nitro(), one).status == .affirming)
    #expect(SampleEvidence.appraise(SampleEvidence.tdx(), two).status == .affirming)
  }

  static func eif(
    pcrs: [String] = ["PCR0", "PCR1", "PCR2", "PCR8"], algorithm: String = "Sha384 { ... }", more: String = ""
  ) -> String {
    let registers = pcrs.map { "\"\($0)\": \"\(String(repeating: "1\($0.suffix(1))", count: 48))\"" }.joined(
      separator: ", ")
    return """
      {"EifVersion": 4, "Measurements": {"HashAlgorithm": "\(algorithm)", \(registers)}, "IsSigned": true, "CheckCRC": true,
       "ImageName": null, "Metadata": {"DockerInfo": {"Size": 12, "Layers": []}}\(more)}
      """
  }

  @Test("are taken from what nitro-cli says of an image")
  func describeEIF() throws {
    let values = try ReferenceValues(describeEIF: try DocumentValueTests.json(Self.eif()), name: "image")
    #expect(values.values[.nitro]?["pcr0"] == .oneOf([SampleEvidence.pcr(0x10)]))
    #expect(values.values[.nitro]?["pcr8"] == .oneOf([SampleEvidence.pcr(0x18)]))
    let evidence = SampleEvidence.nitro(changing: [
      "pcr0": SampleEvidence.pcr(0x10), "pcr1": SampleEvidence.pcr(0x11), "pcr2": SampleEvidence.pcr(0x12),
      "pcr8": SampleEvidence.pcr(0x18),
    ])
    #expect(SampleEvidence.appraise(evidence, values).status == .affirming)
  }

  @Test(
    "are not taken from an image that is damaged, measured otherwise or lacks a register",
    arguments: [
      eif(more: #", "SignatureCheck": false"#), eif().replacing("\"CheckCRC\": true", with: "\"CheckCRC\": false"),
      eif(algorithm: "Sha256 { ... }"),
      eif(pcrs: ["PCR0", "PCR2"]), eif(pcrs: ["PCR0", "PCR1", "PCR2", "PCR32"]),
      eif(pcrs: ["PCR0", "PCR1", "PCR2", "PCR01"]), "{}",
      eif().replacing("1010", with: "10"),
    ])
  func badEIF(text: String) {
    #expect(throws: DocumentError.self) {
      try ReferenceValues(describeEIF: try DocumentValueTests.json(text), name: "image")
    }
  }
}
