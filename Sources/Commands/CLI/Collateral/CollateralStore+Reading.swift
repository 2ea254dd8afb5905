import Collateral

extension CollateralStore {
  /// All of it, or why it cannot be read.
  func read() throws(Complaint) -> CollateralContents {
    do throws(CollateralStoreError) {
      return try self.contents()
    } catch {
      throw Complaint(error)
    }
  }
}
