import Foundation
import Soak

/// `warifu-bench soak [--minutes N] [--seed S] [--kills N]`: prints the report, and fails if it names a problem.
enum SoakRun {
  static func run(_ words: [String]) async throws {
    var options = ["--minutes": "10", "--seed": "\(UInt64.random(in: .min ... .max))", "--kills": ""]
    var rest = words[...]
    while let name = rest.popFirst() {
      guard options[name] != nil, let value = rest.popFirst() else { throw BenchmarkFailure(message: Self.usage) }
      options[name] = value
    }
    guard let minutes = Double(options["--minutes"] ?? ""), minutes > 0, minutes < 100_000,
      let seed = UInt64(options["--seed"] ?? "")
    else { throw BenchmarkFailure(message: Self.usage) }
    var plan = SoakPlan(
      seed: seed, seconds: minutes * 60,
      programs: URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path)
    plan.kills = Int(options["--kills"] ?? "")
    let began = Date()
    let report = try await Soak.run(plan) { line in
      let seconds = Int(Date().timeIntervalSince(began))
      FileHandle.standardError.write(Data("soak: \(seconds) s: \(line)\n".utf8))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
    guard report.problems.isEmpty else {
      throw BenchmarkFailure(
        message: "\(report.problems.count) problems; the same again: SOAK_SEED=\(seed) make soak")
    }
  }

  private static let usage = "usage: warifu-bench soak [--minutes N] [--seed NUMBER] [--kills NUMBER]"
}
