import Testing

@testable import Attestation

/// What is read of hostile input costs its size times a constant: twice as much takes about twice as long.
@Suite("Hostile review: cost", .serialized)
struct HostileCostTests {
  private func seconds(_ work: () -> Void) -> Double {
    let spent = ContinuousClock().measure(work)
    return Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
  }

  private func factor(_ name: String, _ size: Int, _ work: (Int) -> Void) -> Double {
    let one = self.seconds { work(size) }
    let four = self.seconds { work(size * 4) }
    print("COST \(name): \(size): \(one) s, ×4: \(four) s, factor \(four / max(one, 0.000_1))")
    return four / max(one, 0.001)
  }

  /// Combining marks of several classes, which whoever compares texts must first put in order.
  private func marks(_ count: Int) -> [UInt8] {
    let marks: [[UInt8]] = [Array("\u{301}".utf8), Array("\u{316}".utf8), Array("\u{327}".utf8)]
    return (0..<count).flatMap { marks[$0 % 3] }
  }

  @Test("JSON: a name, and a text that is compared, of combining marks")
  func json() {
    #expect(
      self.factor("json-name", 10_000) { size in
        _ = try? TDXCollateral([Array("{\"a".utf8) + self.marks(size) + Array("\":1}".utf8)])
      } < 10)
    #expect(
      self.factor("json-id", 10_000) { size in
        let id = Array("TDX".utf8) + self.marks(size)
        let text =
          Array("{\"tcbInfo\":{\"version\":3,\"id\":\"".utf8) + id
          + Array("\"},\"signature\":\"\(String(repeating: "ab", count: 64))\"}".utf8)
        _ = try? TDXCollateral([text])
      } < 10)
  }

  @Test("text of combining marks where evidence is expected")
  func evidenceText() {
    for start in ["a", "0", "="] {
      #expect(
        self.factor("evidence-text-\(start)", 10_000) { size in
          _ = try? EvidenceText.octets(of: Array(start.utf8) + self.marks(size))
        } < 10)
    }
  }

  @Test("a PEM header of combining marks, in the chain of a quote that nobody signed")
  func pemHeader() {
    let before = Array("-----BEGIN CERTIFICATE-----\nProc-Type: E".utf8)
    #expect(
      self.factor("pem-header", 7_000) { size in
        _ = try? PCKChain(pem: before + self.marks(size) + Array("\n-----END CERTIFICATE-----\n".utf8))
      } < 10)
  }

  @Test("signed reference values, whoever signed them: a key and a text of combining marks")
  func reference() {
    for (name, made) in [
      ("reference-key", { (marks: String) in DocumentValue.map([.init("schema\(marks)", .integer(1))]) }),
      (
        "reference-any",
        { (marks: String) in
          DocumentValue.map([
            .init("schema", .integer(1)), .init("name", .text("x")),
            .init("snp", .map([.init("measurement", .text("any\(marks)"))])),
          ])
        }
      ),
    ] {
      #expect(
        self.factor(name, 10_000) { size in
          let marks = String(decoding: self.marks(size), as: UTF8.self)
          guard let value = DocumentValue(cbor: made(marks).cbor) else { return }
          _ = try? ReferenceValues(document: value)
        } < 10)
    }
  }

  @Test("base64 that ends in equals signs only")
  func padding() {
    #expect(
      self.factor("padding", 50_000) { size in
        _ = try? EvidenceText.octets(of: Array(repeating: 0x3D, count: size))
      } < 10)
  }

  @Test("CBOR: maps whose keys are maps, chunks of nothing, one long array")
  func cbor() {
    let limits = CBORLimits(octets: 1 << 22)
    #expect(
      self.factor("cbor-chunks", 50_000) { size in
        _ = try? CBOR(decoding: [0x5F] + Array(repeating: 0x40, count: size) + [0xFF], limits: limits)
      } < 10)
    #expect(
      self.factor("cbor-text-chunks", 20_000) { size in
        let chunk = [0x62] + Array("\u{301}".utf8)
        _ = try? CBOR(
          decoding: [0x7F] + (0..<size).flatMap { _ in chunk } + [0xFF], limits: limits)
      } < 10)
    #expect(
      self.factor("cbor-nested-keys", 70_000) { size in
        let inner =
          [0x5A] + (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) }
          + Array(repeating: UInt8(1), count: size)
        var item = inner
        for _ in 0..<14 { item = [0xA1] + item + [0xF6] }
        _ = try? CBOR(decoding: item, limits: limits)
      } < 10)
  }

  @Test("DER of nested and of many small nodes")
  func der() {
    #expect(
      self.factor("crl-nodes", 50_000) { size in
        let content = Array(repeating: [UInt8]([0x05, 0x00]), count: size).flatMap(\.self)
        _ = try? RevocationList(der: HandDER.sequence(HandDER.sequence(content)))
      } < 10)
    #expect(
      self.factor("crl-entries", 2_000) { size in
        let entries = (0..<size).map { RevocationListDraft.entry(UInt64($0)) }
        let list = RevocationListDraft(issuer: "CA", entries: entries)
        _ = try? list.list(signedBy: .p384())
      } < 10)
  }
}
