/// What the client said about some URLs, and which hosts really received a request meanwhile.
package struct VerificationOutcome: Sendable {
  package let document: VerifyDocument
  /// The hosts named in the requests that the web servers received, in order.
  package let visited: [String]

  package var hops: [VerifyDocument.Hop] { self.document.urls.flatMap(\.hops) }

  /// The verdict in the words of the scenes: `verified`, or `undeclared, stopped`. Several hops that differ are all told.
  package var words: String {
    if let failure = self.document.urls.compactMap(\.error).first { return "error: \(failure.message)" }
    guard let first = self.hops.first else { return "no hop" }
    let all = self.hops.map(Self.words)
    return Set(all).count == 1 ? Self.words(first) : all.joined(separator: " → ")
  }

  private static func words(_ hop: VerifyDocument.Hop) -> String {
    hop.stopped ? "\(hop.verdict), stopped" : hop.verdict
  }
}
