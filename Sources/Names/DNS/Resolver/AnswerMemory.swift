import DNSWire

/// Secure records for a second less than their TTL, so that what was asked a moment ago is not asked of libunbound's thread again: an
/// answer from its memory costs a dozen changes of threads. Pure: the time is passed in.
///
/// Nothing else is remembered here, neither absence, which may end with the next publication, nor anything that is not secure.
struct AnswerMemory: Sendable {
  typealias Moment = ContinuousClock.Instant

  struct Key: Hashable, Sendable {
    let name: DomainName
    let type: RecordType
  }

  private struct Entry: Sendable {
    let records: [[UInt8]]
    let until: Moment
  }

  /// Octets of data, with 512 for each name and 32 for each record.
  static let capacity = 4 << 20
  /// Nothing is kept longer, whatever its TTL.
  static let longest: UInt32 = 3600

  private var entries: [Key: Entry] = [:]
  private(set) var octets = 0

  /// What was found not longer ago than its TTL allows, with the whole seconds that are left of it.
  func answer(to key: Key, now: Moment) -> Lookup? {
    guard let entry = entries[key] else { return nil }
    let left = (entry.until - now).components.seconds
    guard left >= 1 else { return nil }
    return .records(entry.records, ttl: UInt32(clamping: left), secure: true)
  }

  mutating func keep(_ found: Lookup, for key: Key, now: Moment) {
    remove(key)
    // libunbound counts whole seconds: what it says has one left may end in a moment. Nothing may outlive its own memory.
    guard case .records(let records, let ttl, secure: true) = found, ttl > 1 else { return }
    let size = Self.size(records)
    guard size <= Self.capacity else { return }
    if octets + size > Self.capacity { makeRoom(now) }
    entries[key] = Entry(records: records, until: now + .seconds(min(ttl - 1, Self.longest)))
    octets += size
  }

  /// Forgets what has ended; where that is not half, everything.
  private mutating func makeRoom(_ now: Moment) {
    for key in entries.filter({ $0.value.until <= now }).keys { remove(key) }
    guard octets > Self.capacity / 2 else { return }
    entries = [:]
    octets = 0
  }

  private mutating func remove(_ key: Key) {
    guard let old = entries.removeValue(forKey: key) else { return }
    octets -= Self.size(old.records)
  }

  private static func size(_ records: [[UInt8]]) -> Int {
    records.reduce(512) { $0 + $1.count + 32 }
  }
}
