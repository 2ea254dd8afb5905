import Foundation

/// The tables of the study's page: all between its two markers; the words around them are written by people.
struct StudyText {
  static let begin = "<!-- measured: written by make study -->"
  static let end = "<!-- measured: end -->"

  let visits: [StudyVisit]

  /// The page with new tables.
  func replaced(in page: String) throws -> String {
    guard let begin = page.range(of: Self.begin), let end = page.range(of: Self.end), begin.upperBound < end.lowerBound
    else { throw BenchmarkFailure(message: "the page has no markers \(Self.begin) … \(Self.end)") }
    return page[..<begin.upperBound] + "\n\n" + self.tables + "\n" + page[end.lowerBound...]
  }

  private var tables: String {
    StudyPair.Visits.allCases.map(self.table).joined(separator: "\n")
  }

  private func table(_ kind: StudyPair.Visits) -> String {
    var lines = [
      kind == .busy
        ? "**A busy cache**: twenty visitors in each TTL; the first 2 TTLs after the new certificate.\n"
        : "**A quiet cache**: a visitor every 1.2 to 3.8 TTLs; the first 10 TTLs after the new certificate.\n",
      "| cache | TTL | staged | verifications | wrong | last wrong: median, longest | wrong with fresh look | last wrong: median, longest |",
      "|---|--:|---|--:|--:|--:|--:|--:|",
    ]
    for cache in StudyCache.allCases {
      for ttl in StaleCacheStudy.timesToLive {
        for isStaged in [false, true] {
          let group = StudyGroup(
            visits: self.visits.filter {
              $0.cache == cache && $0.ttl == ttl && $0.isStaged == isStaged && $0.visits == kind
            })
          lines.append(
            "| \(cache.label) | \(ttl) | \(isStaged ? "yes" : "no") | \(group.visits.count) "
              + "| \(Self.columns(group) { $0.isStopped }) | \(Self.columns(group) { $0.isStoppedAfterFreshLook }) |")
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func columns(_ group: StudyGroup, _ isStopped: (StudyVisit) -> Bool) -> String {
    let share = group.share(isStopped)
    guard share > 0 else { return "0 % | –" }
    return "\(share < 10 ? String(format: "%.1f", share) : String(format: "%.0f", share)) % "
      + "| \(group.medianLast(isStopped)) s, \(group.longestLast(isStopped)) s"
  }
}
