/// What an agent does for those who may open its control socket. Host names are checked by the handler.
package protocol ControlHandler: Sendable {
  func status() async throws(ControlError) -> AgentStatus
  func createRelationship(
    origin: String, destination: String, progress: @escaping @Sendable (RelationshipStep) -> Void
  ) async throws(ControlError) -> RelationshipInfo
  func renewRelationship(
    origin: String, destination: String, progress: @escaping @Sendable (RelationshipStep) -> Void
  ) async throws(ControlError) -> RelationshipInfo
  func relationships() async throws(ControlError) -> [RelationshipInfo]
  func relationship(origin: String, destination: String) async throws(ControlError) -> RelationshipInfo
  func withdrawRelationship(
    origin: String, destination: String, reason: String
  ) async throws(ControlError) -> Withdrawal
  /// Looks for records that no relationship owns.
  ///
  /// - Parameters:
  ///   - zones: empty for all that the agent publishes in.
  ///   - pairs: names to look at where a zone cannot be transferred: origin and destination.
  ///   - removes: whether they are removed.
  func prune(
    zones: [String], pairs: [(origin: String, destination: String)], removes: Bool
  ) async throws(ControlError) -> PruneResult
  func policy(host: String) async throws(ControlError) -> HostPolicy
  /// - Parameter record: a whole policy record; without `m` the agent names itself.
  func setPolicy(host: String, record: String) async throws(ControlError) -> HostPolicy
  func removePolicy(host: String) async throws(ControlError) -> HostPolicy
  /// What a whole policy record would do to the hops that were monitored last.
  func tryPolicy(host: String, record: String) async throws(ControlError) -> PolicyForecast
  func keys(host: String) async throws(ControlError) -> [HostKeyInfo]
  /// - Parameter key: SHA-256 of the public key, base64url, here and below.
  func stageKey(host: String, key: String) async throws(ControlError) -> [HostKeyInfo]
  /// - Parameter revoked: at once, though servers may still show it, and what it signed does not stay published.
  func retireKey(host: String, key: String, revoked: Bool) async throws(ControlError) -> KeyRetirement
  /// - Parameter key: nil for all keys that the host is to declare.
  func keyProgress(host: String, key: String?) async throws(ControlError) -> KeyProgress
  /// Writes a copy of the store to a file that does not exist yet.
  func backup(path: String) async throws(ControlError) -> StoreBackup
  func partners() async throws(ControlError) -> [PartnerInfo]
  func testPartner(name: String) async throws(ControlError) -> PartnerAnswer
}
