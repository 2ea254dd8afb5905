import Attestation
import Collateral

/// The store of collateral as evidence is verified with it.
struct KeptCollateral {
  let store: CollateralStore
  /// Whether a person named it; the usual one may be passed over where it cannot be read.
  let isNamed: Bool

  /// What suits this evidence, and what is to be told of files that are of no use.
  ///
  /// - Parameter now: Unix seconds.
  func pieces(for evidence: Evidence, now: Int64) throws -> (pieces: [[UInt8]], notes: [String]) {
    let demand = try CollateralDemand(evidence)
    switch self.contents(for: demand) {
    case .success(let contents):
      return (
        contents.endorsements(for: demand, now: now),
        contents.passedOver.map { "the store's file \($0.path) is passed over: \($0.problem)" }
      )
    case .failure(let error):
      guard !self.isNamed else { throw Complaint(error) }
      return ([], ["the store of collateral is passed over: \(error)"])
    }
  }

  private func contents(for demand: CollateralDemand) -> Result<CollateralContents, CollateralStoreError> {
    Result { () throws(CollateralStoreError) in try self.store.contents(for: demand) }
  }
}
