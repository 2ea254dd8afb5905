import Attestation

/// What came of one file of evidence.
struct JudgedEvidence {
  enum Finding {
    case verified(VerifiedEvidence, AttestationResult)
    /// Nothing of what it says can be believed; what to do about it.
    case notVerified(EvidenceError, next: String)
    /// The file itself.
    case unreadable(Complaint)
  }

  let file: String
  /// nil for what is none of the three.
  let format: EvidenceFormat?
  /// Unix seconds.
  let checkedAt: Int64
  let finding: Finding
  /// What is to be told besides: files of the store that are of no use.
  let notes: [String]

  var outcome: Outcome {
    switch self.finding {
    case .notVerified(let error, _): error.kind.outcome
    case .unreadable(let complaint): complaint.outcome
    case .verified(_, let result): result.status.outcome
    }
  }

  /// The worst of several.
  static func outcome(of all: [JudgedEvidence]) -> Outcome { .worst(of: all.map(\.outcome)) }
}
