/// Where collateral comes from.
package protocol CollateralSource: Sendable {
  /// Asks once, and waits no longer than a bounded time.
  ///
  /// - Returns: the pieces of the answer in any shape that is read, not yet believed.
  func answer(to want: CollateralWant) async throws(FetchError) -> [[UInt8]]
}
