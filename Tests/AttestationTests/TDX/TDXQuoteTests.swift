import Testing

@testable import Attestation

@Suite("The structure of TDX quotes")
struct TDXQuoteTests {
  private static let v4 = TDXOctets(version: 4)
  private static let v5 = TDXOctets()
  private static let v5Of10 = TDXOctets(bodyKind: 2)

  @Test("both versions and both bodies are read, every field from its place", arguments: [v4, v5, v5Of10])
  func fields(_ made: TDXOctets) throws {
    let quote = try TDXQuote(made.octets)
    #expect(quote.version == made.version && quote.isTDX15 == (made.version == 5 && made.bodyKind == 3))
    #expect(quote.body.teeTCBSVN == made.teeTCBSVN && quote.body.tdAttributes == made.tdAttributes)
    #expect(quote.body.mrSEAM.allSatisfy { $0 == 0x5E } && quote.body.xfam == [0xE7, 2, 6, 0, 0, 0, 0, 0])
    let registers =
      [quote.body.mrTD, quote.body.mrConfigID, quote.body.mrOwner, quote.body.mrOwnerConfig] + quote.body.rtmrs
    #expect(registers == (1...8).map { [UInt8](repeating: $0, count: 48) })
    #expect(quote.body.reportData == made.reportData && quote.userData == [UInt8](repeating: 0xAB, count: 20))
    #expect(quote.body.teeTCBSVN2 == (quote.isTDX15 ? [UInt8](repeating: 0x77, count: 16) : nil))
    #expect(quote.body.mrServiceTD == (quote.isTDX15 ? [UInt8](repeating: 0x77, count: 48) : nil))
    #expect(quote.qeReport.isvProdID == 2 && quote.qeReport.isvSVN == 4 && quote.qeReport.mrSigner == made.qeSigner)
    #expect(quote.qeReport.attributes == made.qeAttributes && quote.qeReport.mrEnclave.allSatisfy { $0 == 0xE5 })
    #expect(Array(quote.signed) == made.signed && Array(quote.qeReport.octets) == made.qeReport)
    #expect(
      quote.signatureData.signature == made.signature && quote.signatureData.attestationKey == made.attestationKey)
    #expect(quote.signatureData.authenticationData == made.authenticationData)
    #expect(quote.signatureData.pckChain == made.chain)
    #expect(!quote.body.isDebug && quote.findings.isEmpty)
  }

  @Test("every octet that is missing at the end is missed", arguments: [v4, v5])
  func truncated(_ made: TDXOctets) {
    let octets = made.octets
    for count in 0..<octets.count {
      #expect(throws: EvidenceError.self) { try TDXQuote(Array(octets.prefix(count))) }
    }
  }

  @Test("any bit of the debug group counts as debug", arguments: 0..<8)
  func debug(_ bit: Int) throws {
    #expect(try TDXQuote(TDXOctets(tdAttributes: [UInt8(1) << UInt8(bit), 0, 0, 0, 0, 0, 0, 0]).octets).body.isDebug)
  }

  @Test("zeros after the quote are nothing, other octets are a finding")
  func after() throws {
    #expect(try TDXQuote(TDXOctets(after: [0, 0, 0]).octets).findings.isEmpty)
    #expect(
      try TDXQuote(TDXOctets(after: [0, 0, 1]).octets).findings == ["3 octets after the end of the quote were ignored"])
  }

  struct Wrong: Sendable, CustomTestStringConvertible {
    let error: EvidenceError
    let made: TDXOctets
    var testDescription: String { self.error.check }

    init(_ check: String, _ made: TDXOctets, _ kind: EvidenceError.Kind = .malformed) {
      self.error = EvidenceError(kind, check, "")
      self.made = made
    }
  }

  @Test(
    "what is wrong is named",
    arguments: [
      Wrong("tdx.version", TDXOctets(version: 3), .unsupportedVersion),
      Wrong("tdx.version", TDXOctets(version: 6), .unsupportedVersion),
      Wrong("tdx.key-kind", TDXOctets(keyKind: 3), .unsupportedAlgorithm),
      Wrong("tdx.tee", TDXOctets(tee: 0)), Wrong("tdx.tee", TDXOctets(version: 4, tee: 0x8100_0000)),
      Wrong("tdx.vendor", TDXOctets(vendor: [UInt8](repeating: 0, count: 16))),
      Wrong("tdx.body-kind", TDXOctets(bodyKind: 1)), Wrong("tdx.body-kind", TDXOctets(bodyKind: 2, bodyCount: 648)),
      Wrong("tdx.body-kind", TDXOctets(bodyKind: 3, bodyCount: 584)),
      Wrong("tdx.body-kind", TDXOctets(bodyKind: 3, bodyCount: .max)),
      Wrong("tdx.certification-kind", TDXOctets(certificationKind: 5)),
      Wrong("tdx.pck-kind", TDXOctets(pckKind: 4)), Wrong("tdx.pck-end", TDXOctets(chainEnd: [0, 0])),
      Wrong("tdx.pck-end", TDXOctets(chainEnd: [])),
      Wrong("tdx.pck-end", TDXOctets(chain: [0x2D, 0, 0x2D])),
      Wrong("tdx.lengths", TDXOctets(lies: (1, 0, 0))), Wrong("tdx.lengths", TDXOctets(lies: (-1, 0, 0))),
      Wrong("tdx.lengths", TDXOctets(lies: (0, 1, 0))), Wrong("tdx.lengths", TDXOctets(lies: (0, -1, 0))),
      Wrong("tdx.lengths", TDXOctets(lies: (0, 0, 1))), Wrong("tdx.lengths", TDXOctets(lies: (0, 0, -1))),
      // What the outermost length leaves over is the signature data's, however it looks.
      Wrong("tdx.lengths", TDXOctets(lies: (4, 0, 0), after: [1, 2, 3, 4])),
      Wrong("tdx.size", TDXOctets(after: [UInt8](repeating: 0, count: 65_536))),
    ])
  func wrong(_ wrong: Wrong) {
    #expect(throws: wrong.error) { try TDXQuote(wrong.made.octets) }
  }
}
