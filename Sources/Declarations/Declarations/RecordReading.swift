/// What the octets of one TXT record turned out to be.
public enum RecordReading<Record: Sendable>: Sendable {
  /// Somebody else's record; it counts for nothing.
  case notOurs
  /// Ours by its first word, but it breaks a rule; which one.
  case malformed(reason: String)
  case record(Record)
}

extension RecordReading: Equatable where Record: Equatable {}
