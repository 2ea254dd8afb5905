import Foundation
import Testing

/// Real evidence with what is to be said of it: `attestation` in the folder that `WARIFU_VECTORS` names.
enum EvidenceVectors {
  static let folder = ProcessInfo.processInfo.environment["WARIFU_VECTORS"].map { "\($0)/attestation" }
  static let unset: Comment = "WARIFU_VECTORS is not set: no real evidence is verified"

  struct Expected: Decodable, Sendable {
    let kind: String
    /// The evidence, by what it is.
    let file: String?
    let report: String?
    let quote: String?
    let vek: String?
    let ask: String?
    let ark: String?
    let collateral: String?
    let tcbInfo: String?
    let qeIdentity: String?
    let tcbSigningChain: String?
    let pckCRL: String?
    let rootCRL: String?
    let verifyAt: String
    let expect: String
    let debug: Bool?
    /// SEV-SNP: `0x3001f`.
    let policy: String?
    let pcrs: [String: String]?
    let measurement: String?
    let reportedTcb: String?
    let tcb: String?

    var evidence: String { self.file ?? self.report ?? self.quote ?? "" }

    var isDebug: Bool {
      self.debug ?? ((self.policy.flatMap { UInt64($0.dropFirst(2), radix: 16) } ?? 0) & 1 << 19 != 0)
    }

    /// What the command line is given along with the evidence.
    func arguments(in folder: String) -> [String] {
      let endorsements = [self.vek, self.ask, self.ark].compactMap(\.self).map { "\(folder)/\($0)" }
      let collateral = [
        self.collateral, self.tcbInfo, self.qeIdentity, self.tcbSigningChain, self.pckCRL, self.rootCRL,
      ].compactMap(\.self).map { "\(folder)/\($0)" }
      return ["--at", self.verifyAt] + (endorsements.isEmpty ? [] : ["--endorsement"] + endorsements)
        + (collateral.isEmpty ? [] : ["--collateral"] + collateral)
    }
  }

  struct Negative: Decodable, Sendable {
    let file: String
    let source: String
    let expect: String
    /// The class of the error.
    var kind: String { self.expect.split { " ,".contains($0) }.first.map(String.init) ?? "" }
  }

  static func expected() throws -> [Expected] { try self.read("expected.json") }
  static func negatives() throws -> [Negative] { try self.read("negative/manifest.json") }

  private static func read<Element: Decodable>(_ file: String) throws -> [Element] {
    let folder = try #require(self.folder)
    return try JSONDecoder().decode(
      [Element].self, from: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)")))
  }
}
