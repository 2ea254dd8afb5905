import Foundation
import Testing

@testable import Attestation

/// Real quotes with what is to be said of them, where `WARIFU_VECTORS` names their folder.
enum TDXVectors {
  static let folder = ProcessInfo.processInfo.environment["WARIFU_VECTORS"].map {
    URL(filePath: $0, directoryHint: .isDirectory).appending(path: "attestation", directoryHint: .isDirectory)
  }
  static let unset: Comment = "WARIFU_VECTORS is not set: nothing real is verified"

  struct Expected: Decodable, Sendable, CustomTestStringConvertible {
    let kind: String
    let quote: String?
    let collateral: String?
    let tcbInfo: String?
    let qeIdentity: String?
    let tcbSigningChain: String?
    let pckCRL: String?
    let rootCRL: String?
    let verifyAt: String
    let expect: String
    let tcb: String?

    var testDescription: String { self.quote ?? self.kind }

    func pieces() throws -> [[UInt8]] {
      try [self.collateral, self.tcbInfo, self.qeIdentity, self.tcbSigningChain, self.pckCRL, self.rootCRL]
        .compactMap(\.self).map { try TDXVectors.octets($0) }
    }

    func verify(_ file: String, verifier: TDXVerifier = TDXVerifier(roots: TrustedRoots())) throws -> VerifiedEvidence {
      try verifier.verify(
        try TDXVectors.octets(file), collateral: try TDXCollateral(try self.pieces()),
        now: try #require(UTCSeconds.read(self.verifyAt)))
    }
  }

  struct Negative: Decodable, Sendable {
    let file: String
    let source: String
    let expect: String
  }

  static func expected() throws -> [Expected] {
    try JSONDecoder().decode([Expected].self, from: Data(try self.octets("expected.json"))).filter { $0.kind == "tdx" }
  }

  static func negatives() throws -> [Negative] {
    try JSONDecoder().decode([Negative].self, from: Data(try self.octets("negative/manifest.json")))
      .filter { $0.file.hasPrefix("tdx-") }
  }

  static func octets(_ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: try #require(self.folder).appending(path: file)))
  }
}
