import Foundation

/// The measurements that Scripts/bench prints: `warifu-bench verification|ranges`, `warifu-bench evidence [FILE TIME …]`, `warifu-bench crowd COUNT`, `warifu-bench
/// browser FOLDER-OF-THE-EXTENSION [warm] [cold] [handshakes]`; what Scripts/soak
/// and Scripts/stale-cache run. One JSON document on standard output.
@main
struct Bench {
  static func main() async {
    do {
      try await Self.run()
    } catch {
      FileHandle.standardError.write(Data("warifu-bench: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    switch words.first {
    case "soak": return try await SoakRun.run(Array(words.dropFirst()))
    case "browser" where words.count >= 2:
      return try self.show(try await BrowserDelay.measure(extension: words[1], scenes: Array(words[2...])))
    case "evidence": return try self.show(try await EvidenceSpeed.measure(Array(words.dropFirst())))
    case "stale-cache": return try await StaleCacheStudy.run(Array(words.dropFirst()))
    default: break
    }
    let results: [String: Double]
    switch (words.first, words.dropFirst().first.flatMap { Int($0) }) {
    case ("verification", nil): results = try await VerificationCost.measure()
    case ("ranges", nil):
      results = try RangeCost.measure().merging(["rpc": try await LinkCost.measure()]) { $1 }
    case ("crowd", let count?) where count >= 10: results = try await Crowd.measure(count)
    default:
      throw BenchmarkFailure(
        message:
          "usage: warifu-bench verification | ranges | evidence | crowd COUNT | browser EXTENSION | soak | stale-cache")
    }
    try self.show(results)
  }

  private static func show(_ results: [String: Double]) throws {
    let data = try JSONSerialization.data(withJSONObject: results, options: [.sortedKeys, .prettyPrinted])
    print(String(decoding: data, as: UTF8.self))
  }
}

struct BenchmarkFailure: Error, CustomStringConvertible {
  let message: String
  var description: String { self.message }
}
