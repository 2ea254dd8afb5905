/// Which of AMD's endorsement keys signed a report.
public enum SNPSigningKey: String, Sendable, Hashable, CaseIterable {
  /// The Versioned Chip Endorsement Key: one chip's, at one TCB.
  case vcek = "VCEK"
  /// The Versioned Loaded Endorsement Key: a cloud provider's, at one TCB.
  case vlek = "VLEK"
}
