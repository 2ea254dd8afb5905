/// A change of a zone that takes place as a whole or not at all (RFC 2136).
public struct UpdateMessage: Hashable, Sendable {
  /// What must hold before anything is changed (RFC 2136 §2.4).
  public enum Prerequisite: Hashable, Sendable {
    /// There is at least one record of this type at this name (§2.4.1); else NXRRSET.
    case rrsetExists(DomainName, RecordType)
    /// The records of this type at this name have exactly these RDATA, in any order and with any TTL (§2.4.2); else
    /// NXRRSET. No RDATA at all says that there is no such record (§2.4.3); else YXRRSET.
    case rrsetEquals(DomainName, RecordType, rdata: [[UInt8]])
    /// There is no record of this type at this name (§2.4.3); else YXRRSET.
    case rrsetAbsent(DomainName, RecordType)
    /// The name has at least one record (§2.4.4); else NXDOMAIN.
    case nameInUse(DomainName)
    /// The name has no record (§2.4.5); else YXDOMAIN.
    case nameNotInUse(DomainName)
  }

  /// One step, done in the order given (RFC 2136 §2.5).
  public enum Change: Hashable, Sendable {
    /// Adds a record to its RRset; where the same RDATA is there, its TTL is replaced (§2.5.1).
    case add(ResourceRecord)
    /// Deletes all records of this type at this name (§2.5.2).
    case deleteRRset(DomainName, RecordType)
    /// Deletes all records at this name (§2.5.3).
    case deleteName(DomainName)
    /// Deletes the record with exactly this RDATA (§2.5.4).
    case deleteRecord(DomainName, RecordType, rdata: [UInt8])
  }

  /// The zone to change.
  public var zone: DomainName
  /// All must hold.
  public var prerequisites: [Prerequisite]
  /// Done in this order.
  public var changes: [Change]

  /// An update of these parts.
  public init(zone: DomainName, prerequisites: [Prerequisite] = [], changes: [Change]) {
    self.zone = zone
    self.prerequisites = prerequisites
    self.changes = changes
  }

  /// Replaces an RRset, only if it still has exactly the RDATA `expected` (empty: it does not exist yet).
  public static func replacing(
    _ expected: [[UInt8]], at name: DomainName, _ type: RecordType, in zone: DomainName, by rdata: [[UInt8]],
    ttl: UInt32
  ) -> UpdateMessage {
    UpdateMessage(
      zone: zone, prerequisites: [.rrsetEquals(name, type, rdata: expected)],
      changes: [.deleteRRset(name, type)] + rdata.map { .add(ResourceRecord(name, type, ttl: ttl, rdata: $0)) })
  }

  /// The message as it is sent, but for its signature.
  public func message(id: UInt16) -> DNSMessage {
    DNSMessage(
      header: MessageHeader(id: id, opcode: .update), questions: [Question(zone, .soa)],
      answers: prerequisites.flatMap(\.records), authorities: changes.map(\.record))
  }
}

extension UpdateMessage.Prerequisite {
  fileprivate var records: [ResourceRecord] {
    switch self {
    case .rrsetExists(let name, let type): [.marker(name, type, .any)]
    case .rrsetEquals(let name, let type, let rdata):
      // Without this an empty set would silently demand nothing.
      rdata.isEmpty
        ? [.marker(name, type, .none)] : rdata.map { ResourceRecord(name, type, ttl: 0, rdata: $0) }
    case .rrsetAbsent(let name, let type): [.marker(name, type, .none)]
    case .nameInUse(let name): [.marker(name, .any, .any)]
    case .nameNotInUse(let name): [.marker(name, .any, .none)]
    }
  }
}

extension UpdateMessage.Change {
  fileprivate var record: ResourceRecord {
    switch self {
    case .add(let record): record
    case .deleteRRset(let name, let type): .marker(name, type, .any)
    case .deleteName(let name): .marker(name, .any, .any)
    case .deleteRecord(let name, let type, let rdata):
      ResourceRecord(name, type, recordClass: .none, ttl: 0, rdata: rdata)
    }
  }
}

extension ResourceRecord {
  /// A record without data, whose type and class are the message.
  fileprivate static func marker(_ name: DomainName, _ type: RecordType, _ kind: RecordClass) -> ResourceRecord {
    ResourceRecord(name, type, recordClass: kind, ttl: 0, rdata: [])
  }
}
