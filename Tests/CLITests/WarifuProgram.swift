import Foundation
import Loopback
import Testing

/// The built program, run as its own process with nothing of this one's environment but the search path.
enum WarifuProgram {
  struct Outcome {
    let code: Int32?
    let output: String
    let errors: String

    /// The one document on standard output.
    var json: [String: Any] {
      get throws {
        let object = try JSONSerialization.jsonObject(with: Data(self.output.utf8))
        return try #require(object as? [String: Any], "standard output is no JSON object: \(self.output)")
      }
    }

    /// What a document with `error` says.
    var error: [String: String] {
      get throws { try #require(try self.json["error"] as? [String: String]) }
    }
  }

  /// Beside the test bundle, which on Linux is an executable of its own.
  static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("warifu").path
  }()

  static func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) async throws -> Outcome {
    try await self.run(arguments, input: input, environment: environment)
  }

  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) async throws -> Outcome {
    let clean = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "WARIFU_CONFIG": ""]
    let result = try await Command.run(
      self.path, arguments, input: Array(input.utf8), environment: clean.merging(environment) { $1 })
    let code: Int32? = if case .exited(let code) = result.status { code } else { nil }
    return Outcome(code: code, output: result.output, errors: result.errors)
  }
}
