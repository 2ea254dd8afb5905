/// What the client must say about some URLs, and where it may go meanwhile.
struct HopExpectation: Sendable {
  /// Of every hop, in order.
  let pairs: [(origin: String, destination: String)]
  /// The hosts that receive a request, in order. A destination that is not here must not see any.
  let visited: [LabHost]

  init(_ pairs: [LabPair], visited: [LabHost]) {
    self.pairs = pairs.map { ($0.origin.name, $0.destination.name) }
    self.visited = visited
  }

  init(pairs: [(origin: String, destination: String)], visited: [LabHost]) {
    self.pairs = pairs
    self.visited = visited
  }

  /// The outcome in the words of the scenes; what is wrong besides the verdict is part of them.
  func sight(of outcome: VerificationOutcome) -> SceneSight {
    var sight = SceneSight(outcome.words, detail: outcome.hops.compactMap(\.reason).first ?? "")
    let hops = outcome.hops.map { "\($0.origin)>\($0.destination)" }
    let wanted = self.pairs.map { "\($0.origin)>\($0.destination)" }
    if outcome.document.urls.allSatisfy({ $0.error == nil }), hops != wanted {
      sight.observed += "; but the hops were \(hops.joined(separator: ", "))"
    }
    let visitors = self.visited.map(\.name)
    if outcome.visited != visitors {
      let others = outcome.visited.filter { !visitors.contains($0) }
      sight.observed +=
        others.isEmpty
        ? "; but only \(outcome.visited) were asked" : "; but \(others.joined(separator: ", ")) was asked"
    }
    return sight
  }
}
