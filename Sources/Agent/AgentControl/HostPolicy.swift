/// The policy records found, or just published, at a host's policy name.
package struct HostPolicy: Hashable, Sendable {
  package var host: String
  package var owner: String
  /// The records of ours, TXT octets as text; empty when there is none.
  package var records: [String]
  /// Whether DNSSEC vouches for the answer.
  package var secure: Bool

  package init(host: String, owner: String, records: [String], secure: Bool) {
    self.host = host
    self.owner = owner
    self.records = records
    self.secure = secure
  }
}
