import AgentControl
import Foundation
import Loopback

/// Renewal of all at once, and what the agent's monitor does meanwhile.
extension Crowd {
  /// All at once, by the agent's control socket.
  func renewAll() async throws {
    try await ControlClient.connected(to: self.folder.file("shop.sock")) { agent in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<self.count {
          if number >= 256 { try await group.next() }
          group.addTask { try await self.renew(number, agent) }
        }
        try await group.waitForAll()
      }
    }
  }

  private func renew(_ number: Int, _ agent: ControlClient) async throws {
    _ = try await agent.renewRelationship(origin: self.origin(number), destination: Self.destination)
  }

  /// What the agent's monitor does meanwhile.
  func watch(_ body: () async throws -> Void) async throws -> Watch {
    let began = Int64(Date().timeIntervalSince1970)
    let pages = Task {
      var slowest = 0.0
      repeat {
        // A page that was begun is read to its end.
        slowest = max(slowest, try await Task { try await self.page(since: began).seconds }.value)
        try? await Task.sleep(for: .seconds(2))
      } while !Task.isCancelled
      return slowest
    }
    let seconds = try await self.seconds(body)
    pages.cancel()
    let slowest = try await pages.value
    let looks = try await self.page(since: began).looks
    return Watch(seconds: seconds, looksPerSecond: Double(looks) / seconds, slowestPage: slowest)
  }

  struct Watch {
    let seconds: Double
    let looksPerSecond: Double
    let slowestPage: Double
  }

  /// How long the metrics page takes, and how many relationships were looked at since then.
  private func page(since: Int64) async throws -> (seconds: Double, looks: Int) {
    let script = """
      import sys, time, urllib.request
      began = time.time()
      page = urllib.request.urlopen(sys.argv[1], timeout=120).read().decode()
      took = time.time() - began
      name = "warifu_relationship_last_look_timestamp_seconds{"
      looks = sum(float(l.split()[-1]) >= float(sys.argv[2]) for l in page.splitlines() if l.startswith(name))
      print(took, looks)
      """
    let outcome = try await Command.run(
      "python3", ["-c", script, "http://127.0.0.1:\(self.metrics)/metrics", "\(since)"])
    let words = outcome.output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard words.count == 2 else { throw BenchmarkFailure(message: "no metrics page: \(outcome.errors)") }
    return (words[0], Int(words[1]))
  }
}
