/// Writes TXT RRsets into one zone.
package protocol DeclarationPublisher: Sendable {
  /// What the zone's primary server serves at a name now: the octets of each TXT record; empty when there is none.
  func served(at owner: String) async throws(StepFailure) -> [[UInt8]]
  /// Replaces the RRset by one update, provided that it is still as last seen. Empty `records` deletes it.
  func replace(at owner: String, seen: [[UInt8]], by records: [[UInt8]]) async throws(StepFailure)
  /// Returns once every authoritative server serves exactly these records.
  func confirm(at owner: String, _ records: [[UInt8]]) async throws(StepFailure)
}
