import ZoneHealth

/// Which servers have the right records.
package enum ServerComparison {
  /// - Parameter right: what may rightly be served, each a whole set of records: that of the round which stands, and of the
  ///   one under way. Empty where that is not known: then what most servers have is right, and of two equally many the
  ///   larger set.
  package static func sights(_ answers: [ServerAnswer], right: [Set<[UInt8]>]) -> [ServerSight] {
    let right = right.isEmpty ? [self.mostCommon(answers)].compactMap(\.self) : right
    return answers.map { answer in
      guard let records = answer.records else {
        return ServerSight(server: answer.server, state: .unknown, reason: answer.silence)
      }
      let state: ServerSight.State =
        if right.contains(records) { .right } else if records.isEmpty { .missing } else { .differs }
      return ServerSight(
        server: answer.server, state: state, signatureExpires: answer.signature?.end,
        signatureMargin: answer.signature?.margin ?? 0)
    }
  }

  private static func mostCommon(_ answers: [ServerAnswer]) -> Set<[UInt8]>? {
    var counts: [Set<[UInt8]>: Int] = [:]
    for records in answers.compactMap(\.records) { counts[records, default: 0] += 1 }
    return counts.max { ($0.value, $0.key.count) < ($1.value, $1.key.count) }?.key
  }
}
