import Collateral

/// A file of a store that is of no use, in documents.
struct PassedOverEntry: Encodable, Sendable {
  let file: String
  let problem: String

  init(_ file: CollateralContents.PassedOver) {
    self.file = file.path
    self.problem = file.problem
  }
}
