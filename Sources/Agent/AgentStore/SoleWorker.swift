/// The division of labour where there is one agent: everything is its own, and nothing ever changes hands.
package struct SoleWorker: WorkDivision {
  package init() {}

  package func mine(_ pair: HostPair) -> Fence? { .alone }
  package func begin(_ pair: HostPair) -> WorkPermit? { WorkPermit(.alone) }
  package func other(_ pair: HostPair) -> String? { nil }
  package func share() -> WorkShare? { nil }

  /// Nothing, until the stream is dropped.
  package func news() -> AsyncStream<WorkNews> { AsyncStream { _ in } }
}
