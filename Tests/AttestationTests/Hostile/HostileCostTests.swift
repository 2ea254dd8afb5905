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

  @Test("a JSON name of combining marks")
  func jsonName() {
    let marks: [[UInt8]] = [Array("\u{301}".utf8), Array("\u{316}".utf8), Array("\u{327}".utf8)]
    #expect(
      self.factor("json-name", 20_000) { size in
        let name = Array("a".utf8) + (0..<size).flatMap { marks[$0 % 3] }
        let text = Array("{\"".utf8) + name + Array("\":1}".utf8)
        _ = try? TDXCollateral([text])
      } < 10)
  }

  @Test("text of combining marks where evidence is expected")
  func evidenceText() {
    #expect(
      self.factor("evidence-text", 20_000) { size in
        let text = Array("a".utf8) + (0..<size).flatMap { _ in Array("\u{301}".utf8) }
        _ = try? EvidenceText.octets(of: text)
      } < 10)
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
      self.factor("cbor-nested-keys", 10_000) { size in
        let inner = [0x5A] + (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) }
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
