import Foundation
import Soak

/// `warifu-bench stale-cache FOLDER [PAIRS]`: how often, and for how long, an answer that a cache kept stops users wrongly
/// when a key changes. Writes the tables into `stale-cache.md` in the folder, and the plot `stale-cache.svg` beside it.
enum StaleCacheStudy {
  static let timesToLive = [60, 300, 900, 3_600]

  static func run(_ words: [String]) async throws {
    guard let folder = words.first, words.count <= 2, let count = words.count == 2 ? Int(words[1]) : 8, count > 0
    else {
      throw BenchmarkFailure(message: "usage: warifu-bench stale-cache FOLDER [PAIRS OF EACH KIND]")
    }
    // All at once: what takes long is the waiting for answers.
    let visits = try await withThrowingTaskGroup(of: [StudyVisit].self) { group in
      for cache in StudyCache.allCases { group.addTask { try await Self.measure(cache, count) } }
      var all: [StudyVisit] = []
      for try await found in group { all += found }
      return all
    }
    let page = "\(folder)/stale-cache.md"
    let text = try StudyText(visits: visits).replaced(in: try String(contentsOfFile: page, encoding: .utf8))
    try text.write(toFile: page, atomically: true, encoding: .utf8)
    try StudyPlot(visits: visits).svg.write(toFile: "\(folder)/stale-cache.svg", atomically: true, encoding: .utf8)
  }

  private static func measure(_ cache: StudyCache, _ count: Int) async throws -> [StudyVisit] {
    var pairs: [StudyPair] = []
    for ttl in Self.timesToLive {
      for isStaged in [false, true] {
        for kind in StudyPair.Visits.allCases {
          // A quiet cache has few visitors, so it takes more of them to say something.
          for _ in 0..<(kind == .busy ? count : 2 * count) {
            pairs.append(
              try StudyPair(pairs.count, ttl: ttl, isStaged: isStaged, visits: kind, zone: StudyRun.zone))
          }
        }
      }
    }
    let began = Date()
    let found = try await StudyRun(cache, pairs: pairs).measure(seed: 2026)
    let seconds = Int(Date().timeIntervalSince(began))
    let line = "\(cache.label): \(pairs.count) relationships, \(found.count) verifications, \(seconds) s\n"
    FileHandle.standardError.write(Data(line.utf8))
    return found
  }
}
