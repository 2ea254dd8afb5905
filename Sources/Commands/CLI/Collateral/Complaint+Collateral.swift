import Collateral

extension Complaint {
  init(_ error: CollateralStoreError) {
    self.init(
      .unknown, code: "collateralStore", subject: error.path,
      message: "the store of collateral cannot be used: \(error)",
      next: "Look who owns the folder, or name another one with --store.")
  }
}
