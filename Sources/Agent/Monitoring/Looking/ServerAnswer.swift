import Declarations
package import ZoneHealth

/// What one authoritative server said about a relationship's records.
package struct ServerAnswer: Sendable {
  /// `192.0.2.1:53`.
  package let server: String
  /// The records of ours that it has; nil where it could not be asked.
  package let records: Set<[UInt8]>?
  /// Why it could not be asked.
  package let silence: String?
  /// Of the signatures over the records, the one that holds longest.
  package let signature: SeenSignature?

  package init(server: String, records: Set<[UInt8]>, signature: SeenSignature?) {
    self.server = server
    self.records = records
    self.silence = nil
    self.signature = signature
  }

  package init(server: String, silence: String) {
    self.server = server
    self.records = nil
    self.silence = silence
    self.signature = nil
  }
}
