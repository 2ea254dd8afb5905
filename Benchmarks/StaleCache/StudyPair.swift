import Declarations
import Soak
import TLSKeys

/// One relationship whose origin's key changes at second 0, and who verifies it when.
struct StudyPair: Sendable {
  enum Visits: String, CaseIterable, Sendable {
    /// Twenty times in each TTL: the cache is filled anew as soon as an answer ends.
    case busy
    /// Once in 1.2 to 3.8 TTLs: each visitor finds an answer that has ended, or none.
    case quiet

    /// How many TTLs after the change are looked at.
    var span: Int { self == .busy ? 2 : 10 }
  }

  enum Change: Sendable, Equatable {
    /// Both keys, or one, are declared from now on.
    case declare(old: Bool, new: Bool)
    /// Somebody verifies.
    case visit
  }

  /// After how many seconds the new key is declared where it was deployed first.
  static let delay = 10

  let number: Int
  let ttl: Int
  let isStaged: Bool
  let visits: Visits
  let origin: HostName
  let oldKey: PrivateKey
  let newKey: PrivateKey

  init(_ number: Int, ttl: Int, isStaged: Bool, visits: Visits, zone: String) throws {
    self.number = number
    self.ttl = ttl
    self.isStaged = isStaged
    self.visits = visits
    self.origin = try HostName("h\(number).\(zone)")
    self.oldKey = try PrivateKey.generate(.p256)
    self.newKey = try PrivateKey.generate(.p256)
  }

  /// The first second of the longest timeline.
  static func beginning(longestTTL: Int) -> Int { -5 * longestTTL }

  /// What happens when, in seconds after the web server's new certificate.
  func timeline(_ random: inout SeededRandom) -> [(second: Int, change: Change)] {
    var events: [(second: Int, change: Change)] = []
    if self.isStaged {
      // `key wait` returns when the TTL has passed since both keys were published.
      events.append((-self.ttl - 1, .declare(old: true, new: true)))
      events.append((1, .declare(old: false, new: true)))
    } else {
      events.append((Self.delay, .declare(old: false, new: true)))
    }
    let end = self.visits.span * self.ttl
    switch self.visits {
    case .busy:
      let step = max(self.ttl / 20, 1)
      var second = -3 * self.ttl + Int.random(in: 0..<self.ttl, using: &random)
      while second < end {
        events.append((second, .visit))
        second += step
      }
    case .quiet:
      var second = -5 * self.ttl + Int.random(in: 0..<self.ttl, using: &random)
      while second < end {
        events.append((second, .visit))
        second += Int.random(in: self.ttl * 12 / 10...self.ttl * 38 / 10, using: &random)
      }
    }
    return events
  }
}
