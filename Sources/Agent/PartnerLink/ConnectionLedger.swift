import Synchronization
import TLSKeys

/// How many connections stand, in all and for each pinned key, and how many calls each key has open.
final class ConnectionLedger: Sendable {
  private struct Counts {
    var all = 0
    var byPin: [KeyDigest: Int] = [:]
    var callsByPin: [KeyDigest: Int] = [:]
    /// Whose the connections are that have shown it.
    var pins: [ObjectIdentifier: KeyDigest] = [:]
  }

  private let counts = Mutex(Counts())

  var all: Int { self.counts.withLock { $0.all } }

  /// Counts one more connection, unless `limit` stand already.
  func open(limit: Int) -> Bool {
    self.counts.withLock { counts in
      guard counts.all < limit else { return false }
      counts.all += 1
      return true
    }
  }

  /// A connection has shown whose it is; false when that key has `limit` already.
  func admit(_ connection: ObjectIdentifier, _ pin: KeyDigest, limit: Int) -> Bool {
    self.counts.withLock { counts in
      guard counts.byPin[pin, default: 0] < limit else { return false }
      counts.byPin[pin, default: 0] += 1
      counts.pins[connection] = pin
      return true
    }
  }

  func close(_ connection: ObjectIdentifier) {
    self.counts.withLock { counts in
      counts.all -= 1
      guard let pin = counts.pins.removeValue(forKey: connection) else { return }
      counts.byPin.countDown(pin)
    }
  }

  /// Counts one more call; answers whose it is. Nil when the key has `limit` open already, or the connection is nobody's.
  func begin(on connection: ObjectIdentifier, limit: Int) -> KeyDigest? {
    self.counts.withLock { counts in
      guard let pin = counts.pins[connection], counts.callsByPin[pin, default: 0] < limit else { return nil }
      counts.callsByPin[pin, default: 0] += 1
      return pin
    }
  }

  func end(callOf pin: KeyDigest) {
    self.counts.withLock { $0.callsByPin.countDown(pin) }
  }
}

extension [KeyDigest: Int] {
  fileprivate mutating func countDown(_ pin: KeyDigest) {
    let rest = self[pin, default: 1] - 1
    self[pin] = rest > 0 ? rest : nil
  }
}
