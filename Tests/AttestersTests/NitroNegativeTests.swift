import Attestation
import Testing

@testable import Attesters

@Suite("Simulated Nitro documents, verified")
struct NitroNegativeTests {
  @Test(
    "what is right is verified, in both shapes and at the borders of its age",
    arguments: [
      NitroNegative(.malformed, "", "open maps"),
      NitroNegative(.malformed, "", "closed maps", document: { $0.isOpen = false }),
      NitroNegative(.malformed, "", "tagged", document: { $0.tag = 18 }),
      NitroNegative(.malformed, "", "five minutes old", later: 300),
      NitroNegative(
        .malformed, "", "five seconds ahead",
        document: { $0["timestamp"] = .unsigned(UInt64(Simulated.now + 5) * 1_000) }),
    ])
  func positive(right: NitroNegative) throws {
    let evidence = try right.verified().get()
    #expect(evidence.isSimulated)
    #expect(!evidence.isDebug)
    #expect(evidence.boundData == [1, 2, 3] && evidence.nonce == [4, 5])
    #expect(evidence.measurements.first { $0.name == "pcr3" }?.value == Simulated.measurement)
  }

  @Test("PCR0 to PCR2 of zeros are a debug enclave")
  func debug() throws {
    let zero = [UInt8](repeating: 0, count: 48)
    let negative = NitroNegative(
      .malformed, "", "",
      document: {
        $0["pcrs"] = .openMap((0..<5).map { .init(.unsigned($0), .bytes($0 < 3 ? zero : Simulated.measurement)) })
      })
    #expect(try negative.verified().get().isDebug)
  }

  @Test(
    "one thing wrong is found by its own check",
    arguments: NitroNegative.cbor + NitroNegative.cose + NitroNegative.fields)
  func structure(negative: NitroNegative) throws { try self.expect(negative) }

  @Test("one thing wrong is found by its own check", arguments: NitroNegative.certificates + NitroNegative.chain)
  func trust(negative: NitroNegative) throws { try self.expect(negative) }

  private func expect(_ negative: NitroNegative) throws {
    switch try negative.verified() {
    case .success: Issue.record("verified: \(negative.what)")
    case .failure(let error):
      #expect(error == EvidenceError(negative.kind, negative.check, ""), "\(error.check): \(error)")
    }
  }
}
