import NIOCore
import Synchronization
import TLSKeys

/// Which connections stand: those that have not shown whose they are, and how many each pinned key has; and how many calls
/// each key has open.
///
/// Strangers cannot take the partners' room: they are counted apart, and where there are too many the oldest goes. An
/// honest handshake takes a few round trips, so it is over before that many others have come.
final class ConnectionLedger: Sendable {
  private struct Stranger {
    let turn: Int
    let address: String
    let channel: any Channel
  }

  private struct Counts {
    var all = 0
    var turns = 0
    var strangers: [ObjectIdentifier: Stranger] = [:]
    var byPin: [KeyDigest: Int] = [:]
    var callsByPin: [KeyDigest: Int] = [:]
    /// Whose the connections are that have shown it.
    var pins: [ObjectIdentifier: KeyDigest] = [:]

    /// Takes the oldest stranger out, of one address or of all.
    mutating func takeOldest(of address: String?) -> (any Channel)? {
      let oldest = self.strangers.filter { address == nil || $0.value.address == address }
        .min { $0.value.turn < $1.value.turn }
      guard let oldest else { return nil }
      self.strangers[oldest.key] = nil
      return oldest.value.channel
    }
  }

  private let counts = Mutex(Counts())

  var all: Int { self.counts.withLock { $0.all } }

  /// Counts one more connection; answers with the one that has to go for it, which counts as a stranger no more.
  func enter(
    _ channel: any Channel, from address: String, _ limits: PartnerLimits
  ) -> (channel: any Channel, trouble: LinkTrouble)? {
    self.counts.withLock { counts in
      counts.all += 1
      counts.turns += 1
      var crowded: (any Channel, LinkTrouble)?
      if counts.strangers.values.count(where: { $0.address == address }) >= limits.strangersPerAddress {
        let trouble = LinkTrouble.tooManyStrangersOfAddress(limit: limits.strangersPerAddress)
        crowded = counts.takeOldest(of: address).map { ($0, trouble) }
      } else if counts.strangers.count >= limits.strangers {
        let trouble = LinkTrouble.tooManyStrangers(limit: limits.strangers)
        crowded = counts.takeOldest(of: nil).map { ($0, trouble) }
      }
      counts.strangers[ObjectIdentifier(channel)] = Stranger(turn: counts.turns, address: address, channel: channel)
      return crowded
    }
  }

  /// A connection has shown whose it is; false when that key has `limit` already, or the connection had to go.
  func admit(_ connection: ObjectIdentifier, _ pin: KeyDigest, limit: Int) -> Bool {
    self.counts.withLock { counts in
      guard counts.strangers.removeValue(forKey: connection) != nil, counts.byPin[pin, default: 0] < limit else {
        return false
      }
      counts.byPin[pin, default: 0] += 1
      counts.pins[connection] = pin
      return true
    }
  }

  func close(_ connection: ObjectIdentifier) {
    self.counts.withLock { counts in
      counts.all -= 1
      counts.strangers[connection] = nil
      guard let pin = counts.pins.removeValue(forKey: connection) else { return }
      counts.byPin.countDown(pin)
    }
  }

  func pin(of connection: ObjectIdentifier) -> KeyDigest? { self.counts.withLock { $0.pins[connection] } }

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
