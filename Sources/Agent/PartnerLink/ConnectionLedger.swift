import Synchronization
import TLSKeys

/// How many connections stand, in all and for each pinned key, and how many calls are open on each.
final class ConnectionLedger: Sendable {
  private struct Counts {
    var all = 0
    var byPin: [KeyDigest: Int] = [:]
    var calls: [ObjectIdentifier: Int] = [:]
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

  func close() {
    self.counts.withLock { $0.all -= 1 }
  }

  func open(_ pin: KeyDigest, limit: Int) -> Bool {
    self.counts.withLock { counts in
      guard counts.byPin[pin, default: 0] < limit else { return false }
      counts.byPin[pin, default: 0] += 1
      return true
    }
  }

  /// Counts one more call on a connection.
  func begin(on connection: ObjectIdentifier, limit: Int) -> Bool {
    self.counts.withLock { counts in
      guard counts.calls[connection, default: 0] < limit else { return false }
      counts.calls[connection, default: 0] += 1
      return true
    }
  }

  func end(on connection: ObjectIdentifier) {
    self.counts.withLock { counts in
      let rest = counts.calls[connection, default: 1] - 1
      counts.calls[connection] = rest > 0 ? rest : nil
    }
  }

  func close(_ pin: KeyDigest) {
    self.counts.withLock { counts in
      let rest = counts.byPin[pin, default: 1] - 1
      counts.byPin[pin] = rest > 0 ? rest : nil
    }
  }
}
