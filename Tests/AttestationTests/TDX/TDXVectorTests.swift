import Testing

@testable import Attestation

@Suite("Real TDX quotes", .enabled(if: EvidenceVectors.folder != nil, EvidenceVectors.unset))
struct TDXVectorTests {
  @Test("every real quote is verified to Intel's root, and judged as Intel does")
  func positive() throws {
    let all = TDXVectors.expected
    #expect(all.count >= 4)
    for expected in all {
      let evidence = try expected.verify(expected.quote)
      #expect(!evidence.isSimulated && !evidence.isDebug && evidence.format == .tdx, "\(expected.quote)")
      #expect(evidence.tcb.text == expected.tcb ?? TCBClaims.noLevel, "\(expected.quote)")
      #expect((evidence.tcb.status == nil) == (expected.expect == "reject:tcb"), "\(expected.quote)")
    }
  }

  @Test("every spoilt quote is refused for what was spoilt")
  func negative() throws {
    let sources = TDXVectors.expected
    let negatives = TDXVectors.negatives
    #expect(negatives.count >= 7)
    for negative in negatives {
      let source = try #require(sources.first { $0.quote == negative.source })
      do {
        _ = try source.verify("negative/\(negative.file)")
        Issue.record("\(negative.file) was believed")
      } catch let error as EvidenceError {
        #expect(negative.expect.hasPrefix(error.kind.rawValue), "\(negative.file): \(error)")
      }
    }
  }

  @Test("with one octet of the pin changed nothing is verified", arguments: 0..<32)
  func pin(_ place: Int) throws {
    var pin = TrustedRoots.intelKey
    pin[place] ^= 1
    let verifier = TDXVerifier(roots: TrustedRoots(nitro: [], amd: [:], intel: pin))
    for expected in TDXVectors.expected {
      #expect(throws: EvidenceError(.untrustedRoot, "tdx.root", "")) {
        try expected.verify(expected.quote, verifier: verifier)
      }
    }
  }

  @Test("no bit of a quote can be changed, but for those after its end and in the PEM's white space")
  func bits() throws {
    let expected = try #require(TDXVectors.expected.first { $0.expect == "accept" && $0.tcbInfo != nil })
    let octets = try EvidenceVectors.octets(expected.quote)
    let collateral = try TDXCollateral(try expected.pieces())
    let now = try EvidenceVectors.time(expected.verifyAt)
    let verifier = TDXVerifier(roots: TrustedRoots())
    let end = octets.count - (try TDXQuote(octets)).signatureData.pckChain.count - 1
    for place in stride(from: 0, to: end, by: 7) {
      var spoilt = octets
      spoilt[place] ^= 1
      #expect(throws: EvidenceError.self, "octet \(place)") {
        try verifier.verify(spoilt, collateral: collateral, now: now)
      }
    }
  }
}
