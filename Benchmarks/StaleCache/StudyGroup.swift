/// The verifications of one kind: what a row of the table, or a line of the plot, is made from.
struct StudyGroup {
  let visits: [StudyVisit]

  /// How many of a hundred were stopped wrongly.
  func share(_ isStopped: (StudyVisit) -> Bool) -> Double {
    self.visits.isEmpty ? 0 : 100 * Double(self.visits.count(where: isStopped)) / Double(self.visits.count)
  }

  /// For each relationship, the second of its last wrong stop; 0 where there was none. Ascending.
  private func lasts(_ isStopped: (StudyVisit) -> Bool) -> [Int] {
    var lasts: [Int: Int] = [:]
    for visit in self.visits {
      lasts[visit.pair] = max(lasts[visit.pair] ?? 0, isStopped(visit) ? visit.second : 0)
    }
    return lasts.values.sorted()
  }

  func medianLast(_ isStopped: (StudyVisit) -> Bool) -> Int {
    let lasts = self.lasts(isStopped)
    return lasts.isEmpty ? 0 : lasts[lasts.count / 2]
  }

  func longestLast(_ isStopped: (StudyVisit) -> Bool) -> Int { self.lasts(isStopped).last ?? 0 }
}
