import Testing

@testable import Attestation

/// Real quotes with what is to be said of them, outside of this repository.
enum TDXVectors {
  struct Expected: Decodable, Sendable, CustomTestStringConvertible {
    let quote: String
    let collateral: String?
    let tcbInfo: String?
    let qeIdentity: String?
    let tcbSigningChain: String?
    let pckCRL: String?
    let rootCRL: String?
    let verifyAt: String
    let expect: String
    let tcb: String?

    var testDescription: String { self.quote }

    func pieces() throws -> [[UInt8]] {
      try [self.collateral, self.tcbInfo, self.qeIdentity, self.tcbSigningChain, self.pckCRL, self.rootCRL]
        .compactMap(\.self).map { try EvidenceVectors.octets($0) }
    }

    func verify(_ file: String, verifier: TDXVerifier = TDXVerifier(roots: TrustedRoots())) throws -> VerifiedEvidence {
      try verifier.verify(
        try EvidenceVectors.octets(file), collateral: try TDXCollateral(try self.pieces()),
        now: try EvidenceVectors.time(self.verifyAt))
    }
  }

  static let expected: [Expected] = EvidenceVectors.expected("tdx")
  static let negatives = EvidenceVectors.negatives("tdx")
}
