package import AgentStore

/// Writes TXT RRsets into one zone.
package protocol DeclarationPublisher: Sendable {
  /// What the zone's primary server has at a name now.
  func served(at owner: String) async throws(StepFailure) -> ServedRRset
  /// Replaces the RRset by one update, provided that it is still as last seen; no records at all delete it.
  ///
  /// - Parameter patience: how long the update may wait for others that can go with it.
  /// - Throws: ``StepFailure`` with the code `changedMeanwhile` when it is not.
  func replace(
    at owner: String, seen: ServedRRset, by records: [[UInt8]], patience: Duration
  ) async throws(StepFailure)
  /// Takes some records out of the RRset and puts others in by one update, provided that it is still as last seen. The other
  /// records there stay as they are, octet for octet.
  ///
  /// - Parameters:
  ///   - removed: RDATA, as seen.
  ///   - added: texts.
  /// - Throws: ``StepFailure`` with the code `changedMeanwhile` when it is not.
  func change(
    at owner: String, seen: ServedRRset, removing removed: [[UInt8]], adding added: [[UInt8]]
  ) async throws(StepFailure)
  /// Deletes these records if they are there; the server has said so, authenticated, when this returns.
  func remove(at owner: String, _ records: [[UInt8]]) async throws(StepFailure)
  /// Returns once every authoritative server has exactly these records.
  func confirm(at owner: String, _ records: [[UInt8]]) async throws(StepFailure)
  /// Returns once every authoritative server has these records, whatever else it has.
  func confirmPresence(at owner: String, of records: Set<[UInt8]>) async throws(StepFailure)
  /// Returns once no authoritative server has any of these records.
  func confirmAbsence(at owner: String, of records: Set<[UInt8]>) async throws(StepFailure)
  /// The TXT RRsets of all declarations in the zone, as its primary server hands it over whole.
  func declarations() async throws(StepFailure) -> [HostPair: ServedRRset]
}
