/// What is asked, or in an update the zone that is changed (RFC 1035 §4.1.2, RFC 2136 §2.3).
public struct Question: Hashable, Sendable {
  /// The name asked for.
  public var name: DomainName
  /// The type asked for.
  public var type: RecordType
  /// The class, which is the Internet's.
  public var recordClass: RecordClass

  /// A question for the records of one type at one name.
  public init(_ name: DomainName, _ type: RecordType, recordClass: RecordClass = .internet) {
    self.name = name
    self.type = type
    self.recordClass = recordClass
  }
}
