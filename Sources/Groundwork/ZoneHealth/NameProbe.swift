import DNSWire

/// Tries whether a TSIG key may write a TXT record at a name.
protocol NameProbe: Sendable {
  /// Changes nothing, whatever the server does.
  func admission(at name: DomainName) async -> ProbeOutcome
  /// Writes a record and deletes it at once.
  func trial(at name: DomainName) async -> ProbeOutcome
}
