import Foundation
import Testing

@testable import Attestation

@Suite("Real Nitro documents", .enabled(if: EvidenceVectors.folder != nil, EvidenceVectors.unset))
struct NitroVectorTests {
  @Test("there are some")
  func some() {
    #expect(NitroVectors.good.count >= 7 && NitroVectors.bad.count >= 16)
  }

  @Test("each is verified at its time and says what is known of it, or fails as known", arguments: NitroVectors.good)
  func good(_ vector: NitroVectors.Good) throws {
    let octets = try EvidenceVectors.octets(vector.file)
    let now = try EvidenceVectors.time(vector.verifyAt)
    let cache = PathCache()
    for verifier in [NitroVerifier(), NitroVerifier(cache: cache), NitroVerifier(cache: cache)] {
      guard ["accept", "warn"].contains(vector.expect) else {
        let error = #expect(throws: EvidenceError.self) { try verifier.verify(octets, now: now) }
        #expect(error.map { "reject:\($0.kind.rawValue)" } == vector.expect)
        continue
      }
      let evidence = try verifier.verify(octets, now: now)
      #expect(
        evidence.isDebug == vector.debug && !evidence.isSimulated
          && evidence.madeAt == vector.timestampMs.map { $0 / 1_000 })
      let pcrs = evidence.measurements.filter { $0.value.contains { $0 != 0 } }
      #expect(
        pcrs
          == vector.pcrs?.sorted { Int($0.key) ?? 0 < Int($1.key) ?? 0 }.map {
            .init("pcr\($0.key)", CBORHex.octets($0.value))
          })
      // Leaves live three hours, and a document is fresh for five minutes.
      #expect(throws: EvidenceError(.stale, "nitro.timestamp-age", "")) { try verifier.verify(octets, now: now + 302) }
      #expect(throws: EvidenceError(.expired, "x509.leaf-validity", "")) {
        try verifier.verify(octets, now: now + 10_900)
      }
    }
  }

  @Test("each that somebody damaged is refused as known", arguments: NitroVectors.bad)
  func bad(_ vector: EvidenceVectors.Negative) throws {
    let source = try #require(NitroVectors.good.first { $0.file == vector.source })
    let octets = try EvidenceVectors.octets("negative/\(vector.file)")
    let now = try EvidenceVectors.time(source.verifyAt)
    let error = #expect(throws: EvidenceError.self) { try NitroVerifier().verify(octets, now: now) }
    let kind = try #require(error?.kind.rawValue)
    #expect(vector.expect.split(separator: ",")[0].split(separator: " ")[0] == kind)
  }

  @Test("no single bit of a signature, a certificate or a measurement can be changed")
  func bits() throws {
    let vector = try #require(NitroVectors.good.first { $0.expect == "accept" })
    let octets = try EvidenceVectors.octets(vector.file)
    let now = try EvidenceVectors.time(vector.verifyAt)
    let verifier = NitroVerifier(cache: PathCache())
    _ = try verifier.verify(octets, now: now)
    // The unprotected header, an empty map, is the one place that says nothing; what it becomes here is no map, or not empty.
    for place in octets.indices.filter({ $0 % 7 == 0 || $0 < 16 || $0 > octets.count - 100 }) {
      var changed = octets
      changed[place] ^= 1 << UInt8(place % 8)
      #expect(throws: EvidenceError.self) { try verifier.verify(changed, now: now) }
    }
  }
}
