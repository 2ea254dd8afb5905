/// What an agent does for those who may open its control socket. Host names are checked by the handler.
package protocol ControlHandler: Sendable {
  func status() async throws(ControlError) -> AgentStatus
  func createRelationship(
    origin: String, destination: String, progress: @escaping @Sendable (RelationshipStep) -> Void
  ) async throws(ControlError) -> RelationshipInfo
  func relationships() async throws(ControlError) -> [RelationshipInfo]
  func relationship(origin: String, destination: String) async throws(ControlError) -> RelationshipInfo
  func withdrawRelationship(
    origin: String, destination: String, reason: String
  ) async throws(ControlError) -> Withdrawal
  func policy(host: String) async throws(ControlError) -> HostPolicy
  /// - Parameter record: a whole policy record; without `m` the agent names itself.
  func setPolicy(host: String, record: String) async throws(ControlError) -> HostPolicy
  func removePolicy(host: String) async throws(ControlError) -> HostPolicy
  func partners() async throws(ControlError) -> [PartnerInfo]
  func testPartner(name: String) async throws(ControlError) -> PartnerAnswer
}
