import Declarations
import TLSKeys

/// What a page about a chain of hops shows: of the command line's own making, or as the extension has it.
package struct ChainPageContent: Codable, Hashable, Sendable {
  /// Languages that the page is written in.
  package enum Language: String, Codable, Hashable, Sendable {
    case en, ja
  }

  package struct Step: Codable, Hashable, Sendable {
    package let origin: String
    package let destination: String
    package let kinds: [String]
    package let verdict: String
    package let reason: String?
    package let stopped: Bool
    /// SHA-256 of the keys that the hosts showed, base64url.
    package let originKey: String?
    package let destinationKey: String?
    /// Unix seconds at which it was judged.
    package let at: Int64
    package let notes: [String]
  }

  package let language: Language?
  /// Where the chain began; nil for two hosts.
  package let url: String?
  package let steps: [Step]
  /// Why the chain ends where it ends, if that is no step.
  package let failure: String?

  package init(language: Language?, url: String?, steps: [Step], failure: String?) {
    self.language = language
    self.url = url
    self.steps = steps
    self.failure = failure
  }

  /// The chain that was followed.
  package init(_ report: ChainReport, language: Language? = nil) {
    self.init(
      language: language, url: report.url, steps: report.hops.map(Step.init), failure: report.failure?.message)
  }
}

extension ChainPageContent.Step {
  init(_ verdict: HopVerdict) {
    let judgement = verdict.judgement
    self.origin = verdict.hop.origin.description
    self.destination = verdict.hop.destination.description
    self.kinds = HopKind.allCases.filter(verdict.hop.kinds.contains).map(\.rawValue)
    self.verdict = judgement.verdict.rawValue
    self.reason = judgement.reason
    self.stopped = judgement.stopped
    self.originKey = verdict.originKey?.base64URL
    self.destinationKey = verdict.destinationKey?.base64URL
    self.at = verdict.weighedAt
    self.notes = verdict.notes
  }
}
