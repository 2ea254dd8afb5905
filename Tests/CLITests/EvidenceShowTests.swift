import Attestation
import Attesters
import Foundation
import Loopback
import Testing

@Suite("warifu evidence show")
struct EvidenceShowTests {
  private static let now: Int64 = 1_780_272_000
  private static let measurement = [UInt8](repeating: 0x4D, count: 48)
  private static let warning = "Nothing here is verified"

  // MARK: Simulated evidence

  private static func nitro(
    _ adjust: @escaping @Sendable (inout NitroDocumentPlan) -> Void = { _ in }
  ) async throws -> [UInt8] {
    let authority = try SimulatedNitroAuthority(now: self.now)
    let attester = SimulatedNitroAttester(
      signer: try authority.signer(now: self.now),
      pcrs: [0: self.measurement, 1: self.measurement, 2: self.measurement],
      now: { Self.now }, adjust: adjust)
    return try await attester.evidence(binding: Array("hello".utf8), nonce: [0x0C, 0xAF, 0xE0]).octets
  }

  private static func snp(
    _ product: SimulatedProduct = .milan, _ kind: VEKKind = .vcek,
    _ adjust: @escaping @Sendable (inout SNPReportPlan) -> Void = { _ in }
  ) async throws -> FreshEvidence {
    let authority = try SimulatedSNPAuthority(product, kind, keys: try SimulatedSNPKeys(), now: self.now)
    let chip = [UInt8](repeating: 0xC1, count: 8) + [UInt8](repeating: product == .turin ? 0 : 0xC1, count: 56)
    let signer = try authority.signer(chipID: chip, tcb: SimulatedTCB(), now: self.now)
    return try await SimulatedSNPAttester(
      authority: authority, signer: signer, measurement: self.measurement, adjust: adjust
    ).evidence(binding: [1, 2, 3], nonce: [])
  }

  private static func tdx(
    _ adjust: @escaping @Sendable (inout TDXQuotePlan) -> Void = { _ in }
  ) async throws -> [UInt8] {
    let authority = try SimulatedTDXAuthority(now: self.now)
    let attester = SimulatedTDXAttester(
      authority: authority, platform: try authority.platform(now: self.now), mrTD: self.measurement,
      rtmrs: (0..<4).map { [UInt8](repeating: $0, count: 48) }, now: { Self.now }, adjust: adjust)
    return try await attester.evidence(binding: [1, 2, 3], nonce: []).octets
  }

  // MARK: What is shown

  private static func file(_ octets: [UInt8], in folder: TemporaryFolder, _ name: String = "evidence") throws -> String
  {
    let path = "\(folder.path)/\(name)"
    try Data(octets).write(to: URL(filePath: path))
    return path
  }

  /// The lines for people, and the fields of the document.
  private static func shown(_ octets: [UInt8]) async throws -> (text: String, fields: [String: Any]) {
    let folder = try TemporaryFolder()
    let path = try self.file(octets, in: folder)
    let people = try await WarifuProgram.run("evidence", "show", path)
    #expect(people.code == 0)
    let first = try #require(people.output.split(separator: "\n").first)
    #expect(first.contains(self.warning))
    let program = try await WarifuProgram.run("evidence", "show", "--json", path)
    #expect(program.code == 0)
    #expect(try program.json["verification"] as? String == "none")
    let entry = try #require((try program.json["files"] as? [[String: Any]])?.first)
    #expect(entry["octets"] as? Int == octets.count && entry["error"] is NSNull)
    return (people.output, try #require(entry["fields"] as? [String: Any]))
  }

  private static func hex(_ octets: [UInt8]) -> String {
    octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// A value on the way of keys and indices.
  private static func at(_ fields: [String: Any], _ path: String) -> Any? {
    path.split(separator: "/").reduce(fields as Any?) { value, key in
      if let index = Int(key), let list = value as? [Any] { return index < list.count ? list[index] : nil }
      return (value as? [String: Any])?[String(key)]
    }
  }

  @Test("A Nitro document: message, registers with AWS's meanings, certificates, what the enclave put in")
  func nitroDocument() async throws {
    let (text, fields) = try await Self.shown(try await Self.nitro())
    let pcr = Self.hex(Self.measurement)
    #expect(text.contains("PCR0         \(pcr)") || text.contains(pcr))
    #expect(text.contains("role of the parent instance"))
    #expect(text.contains("zeros, 48 octets"))
    #expect(text.contains("“hello”"))
    #expect(text.contains("CN=simulated.nitro-enclaves"))
    #expect(Self.at(fields, "pcrs/pcr0") as? String == pcr)
    #expect(Self.at(fields, "pcrs/pcr15") as? String == String(repeating: "00", count: 48))
    #expect(Self.at(fields, "isDebug") as? Bool == false)
    #expect(Self.at(fields, "nonce") as? String == "0cafe0")
    #expect(Self.at(fields, "publicKey") is NSNull)
    #expect(Self.at(fields, "timestamp") as? String == "2026-06-01T00:00:00.000Z")
    #expect(Self.at(fields, "cabundle/0/pathLength") is NSNull)
    #expect(Self.at(fields, "cabundle/3/pathLength") as? Int == 0)
    #expect(Self.at(fields, "cabundle/3/isCA") as? Bool == true)
    #expect(Self.at(fields, "certificate/keyUsage") as? [String] == ["digitalSignature"])
    #expect(Self.at(fields, "message/protectedHeader") as? String == "a1013822")
  }

  @Test("What comes from outside cannot steer a terminal, and entries that nobody knows are shown")
  func hostileText() async throws {
    let octets = try await Self.nitro {
      $0["module_id"] = .text("i-1\u{1B}[2J\u{202E}\nPCR9 fine")
      $0["later\u{7}"] = .unsigned(7)
    }
    let (text, fields) = try await Self.shown(octets)
    #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{7}" })
    #expect(text.contains("\\u{1B}[2J\\u{202E}\\u{A}PCR9 fine"))
    #expect(Self.at(fields, "moduleId") as? String == "i-1\u{1B}[2J\u{202E}\nPCR9 fine")
    #expect(Self.at(fields, "otherFields/0/cbor") as? String == "07")
  }

  @Test("A SEV-SNP report: policy and platform bits, versions by the product, reserved octets that are not zero")
  func snpReport() async throws {
    let made = try await Self.snp(.turin) {
      $0.policy |= 1 << 19
      $0.platformInfo = 1 << 5 | 1 << 40
      $0.keyInfo |= 1 << 9
      $0.changes = [OctetChange(at: 0x4C, [0xEE])]
    }
    let (text, fields) = try await Self.shown(made.octets)
    #expect(text.contains("allowed: the host can look into the guest"))
    #expect(text.contains("the chip's own"))
    #expect(Self.at(fields, "policy/debug") as? Bool == true)
    #expect(Self.at(fields, "policy/value") as? String == "0x00000000000b0000")
    #expect(Self.at(fields, "platformInfo/otherBits") as? String == "0x0000010000000000")
    #expect(Self.at(fields, "keyInfo/otherBits") as? String == "0x00000200")
    #expect(Self.at(fields, "reportedTcb/fmc") as? Int == 1)
    #expect(Self.at(fields, "reportedTcb/microcode") as? Int == 219)
    #expect(Self.at(fields, "processor/value") as? String == "Turin")
    #expect(Self.at(fields, "reserved/0/offset") as? Int == 0x4C)
    #expect(Self.at(fields, "reserved/0/octets") as? String == "ee000000")
    #expect(Self.at(fields, "measurement") as? String == Self.hex(Self.measurement))
  }

  @Test("A report that names no processor is read in both ways, and one by a cloud's key says so")
  func otherReports() async throws {
    let (_, second) = try await Self.shown(try await Self.snp { $0.version = 2 }.octets)
    #expect(Self.at(second, "reportedTcb/asMilanOrGenoa") as? String == "bootloader 4, TEE 1, SNP 24, microcode 219")
    #expect((Self.at(second, "reportedTcb/asTurin") as? String)?.hasPrefix("FMC 4, bootloader 1") == true)
    let (text, cloud) = try await Self.shown(try await Self.snp(.milan, .vlek).octets)
    #expect(text.contains("a cloud provider's"))
    #expect(Self.at(cloud, "keyInfo/signingKey") as? String == "VLEK")
  }

  @Test("A host's certificate table, with what AMD's extensions say")
  func table() async throws {
    let (text, fields) = try await Self.shown(try await Self.snp(.milan, .vlek).certificateTable)
    #expect(text.contains("CN=ARK-Milan"))
    #expect(Self.at(fields, "entries/0/kind") as? String == "vlek")
    #expect(Self.at(fields, "entries/0/certificate/amd/cspId") as? String == "CN=simulated.cloud")
    #expect(Self.at(fields, "entries/0/certificate/amd/tcb/snp") as? Int == 24)
    #expect(Self.at(fields, "entries/2/certificate/signatureAlgorithm") as? String == "RSA-PSS with SHA-384")
  }

  @Test("A TDX quote: body with its bits, the quoting enclave, the platform's certificates; of both versions")
  func quote() async throws {
    let (text, fields) = try await Self.shown(
      try await Self.tdx {
        $0.version = 5
        $0.body.tdAttributes |= 1
        $0.trailing = [0, 9]
        $0.reserved = [0, 0, 7, 0]
        $0.qeReport.changes = [OctetChange(at: 96, [5])]
      })
    #expect(text.contains("on: the host can look into the TD"))
    #expect(text.contains("2 octets after the end of the quote"))
    #expect(Self.at(fields, "header/bodyType") as? Int == 3)
    #expect(Self.at(fields, "header/reserved") as? String == "00000700")
    #expect(Self.at(fields, "body/tdAttributes/debug") as? Bool == true)
    #expect(Self.at(fields, "body/tdAttributes/septVeDisable") as? Bool == true)
    #expect((Self.at(fields, "body/xfam/features") as? [String])?.contains("AVX") == true)
    #expect(Self.at(fields, "body/rtmrs/rtmr3") as? String == String(repeating: "03", count: 48))
    #expect(Self.at(fields, "body/mrServiceTd") as? String == String(repeating: "00", count: 48))
    #expect(Self.at(fields, "signatureData/qeReport/isvSvn") as? Int == 6)
    #expect(Self.at(fields, "signatureData/qeReport/reserved/0/offset") as? Int == 96)
    #expect(Self.at(fields, "signatureData/pckChain/0/platform/fmspc") as? String == "50806f000000")
    #expect(Self.at(fields, "signatureData/pckChain/0/platform/sgxType") as? Int == 1)
    #expect(Self.at(fields, "signatureData/pckChain/2/pathLength") as? Int == 1)
    let (_, fourth) = try await Self.shown(try await Self.tdx())
    #expect(Self.at(fourth, "header/version") as? Int == 4)
    #expect(Self.at(fourth, "body/mrServiceTd") == nil && Self.at(fourth, "header/bodyType") == nil)
  }

  // MARK: Input

  @Test("Hexadecimal and base64 text are taken, from standard input too")
  func texts() async throws {
    let octets = try await Self.tdx()
    for text in [Self.hex(octets), "0x" + Self.hex(octets) + "\n", Data(octets).base64EncodedString()] {
      let outcome = try await WarifuProgram.run("evidence", "show", "--json", "-", input: text)
      #expect(outcome.code == 0)
      let entry = try #require((try outcome.json["files"] as? [[String: Any]])?.first)
      #expect(entry["format"] as? String == "tdx" && entry["octets"] as? Int == octets.count)
    }
  }

  @Test("A malformed file is told with its class and check, and the others are shown all the same")
  func malformed() async throws {
    let folder = try TemporaryFolder()
    let octets = try await Self.snp().octets
    let good = try Self.file(octets, in: folder, "good")
    let long = try Self.file(octets + [0], in: folder, "long")
    let later = try Self.file([99] + octets.dropFirst(), in: folder, "later")
    let certificate = try Self.file([0x30, 0x82, 1, 0], in: folder, "certificate.der")
    let outcome = try await WarifuProgram.run("evidence", "show", "--json", good, long, later, certificate)
    #expect(outcome.code == 4)
    #expect(try outcome.json["exitCode"] as? Int == 4)
    let files = try #require(try outcome.json["files"] as? [[String: Any]])
    #expect(files.map { $0["error"] as? String } == [nil, "malformed", "unsupported-version", "malformed"])
    #expect(files.map { $0["check"] as? String } == [nil, "snp.length", "snp.version", "evidence.format"])
    #expect(files.map { $0["format"] as? String } == ["snp", "snp", "snp", nil])
    let people = try await WarifuProgram.run("evidence", "show", good, certificate)
    #expect(people.code == 4)
    #expect(people.output.contains("attestation report, version 3"))
    #expect(people.output.contains("openssl x509 -text"))
    #expect(try await WarifuProgram.run("evidence", "show", "\(folder.path)/none").code == 2)
    #expect(try await WarifuProgram.run("evidence", "show").code == 2)
  }

  // MARK: Real evidence

  static let vectors = ProcessInfo.processInfo.environment["WARIFU_VECTORS"].map {
    URL(filePath: $0).appending(path: "attestation")
  }

  @Test(
    "All real evidence is shown whole: no certificate and no extension in it is left unread",
    .enabled(if: EvidenceShowTests.vectors != nil, "WARIFU_VECTORS is unset: real evidence was not looked at"))
  func realEvidence() async throws {
    let folder = try #require(Self.vectors)
    var paths: [String] = []
    for kind in ["nitro", "snp", "tdx"] {
      let files = try FileManager.default.contentsOfDirectory(
        at: folder.appending(path: kind), includingPropertiesForKeys: nil)
      paths += files.filter { ["bin", "dat", "cbor"].contains($0.pathExtension) }.map { $0.path() }
    }
    #expect(paths.count >= 15)
    let outcome = try await WarifuProgram.run(["evidence", "show"] + paths.sorted())
    #expect(outcome.code == 0)
    for word in ["not readable", "cannot be read", "otherBits", "other bits"] {
      #expect(!outcome.output.contains(word), "\(word)")
    }
  }
}
