/// What a partner's agent answered to a greeting.
package struct PartnerAnswer: Hashable, Sendable {
  package var name: String
  /// What it calls itself.
  package var agent: String
  package var address: String
  /// The partner's clock less ours, seconds.
  package var clockDifference: Int64
  package var milliseconds: Double

  package init(name: String, agent: String, address: String, clockDifference: Int64, milliseconds: Double) {
    self.name = name
    self.agent = agent
    self.address = address
    self.clockDifference = clockDifference
    self.milliseconds = milliseconds
  }
}
