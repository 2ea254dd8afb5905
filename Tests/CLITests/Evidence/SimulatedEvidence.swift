import Loopback
import Testing

/// Simulated evidence as `warifu evidence create` writes it, in a folder of its own.
struct SimulatedEvidence {
  let folder: TemporaryFolder
  let format: String

  init(_ format: String, _ arguments: String...) async throws {
    self.folder = try TemporaryFolder()
    self.format = format
    let outcome = try await WarifuProgram.run(
      ["evidence", "create", "--simulated", format, "--output", self.folder.file("it.bin")] + arguments)
    try #require(outcome.code == 0, "\(outcome.errors)")
  }

  var evidence: String { self.folder.file("it.bin") }
  var policy: String { self.folder.file("it.policy.yaml") }

  /// What verifying it needs, the policy apart.
  var endorsements: [String] {
    switch self.format {
    case "snp": ["--endorsement", self.folder.file("it.certificates")]
    case "tdx": ["--collateral", self.folder.file("it.collateral.json")]
    default: []
    }
  }

  func verify(_ more: String..., input: String = "", file: String? = nil) async throws -> WarifuProgram.Outcome {
    try await WarifuProgram.run(
      ["evidence", "verify", file ?? self.evidence] + self.endorsements + ["--policy", self.policy] + more, input: input
    )
  }

  /// Makes reference values of it; answers their file.
  func reference(_ more: String...) async throws -> String {
    let file = self.folder.file("values.yaml")
    let outcome = try await WarifuProgram.run(
      ["reference", "create", "--from", self.evidence] + self.endorsements + [
        "--policy", self.policy, "--output", file,
      ]
        + more)
    try #require(outcome.code == 0, "\(outcome.errors)")
    return file
  }
}
