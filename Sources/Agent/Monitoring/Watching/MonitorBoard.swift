package import Declarations
package import HopVerifier
import Synchronization

/// What the monitor knows: the last look at everything, and what has happened since the agent began. It outlasts a change
/// of the configuration.
package final class MonitorBoard: Sendable {
  /// The most hops that are kept, relationships and those of `urls` together.
  package static let mostHops = 20_000
  /// The most words by which one kind of failure is counted apart; the rest counts as `other`.
  static let mostWords = 64

  /// By how many seconds a look may come in before one that was begun earlier.
  private static let longestDisorder: Int64 = 3_600

  /// All of it at one moment.
  package struct Contents: Sendable {
    package var pairs: [WatchedPair: WatchedStanding] = [:]
    package var hops: [String: [ObservedHop]] = [:]
    package var hosts: [HostName: HostSight] = [:]
    /// Agents' certificates that end soon, and were told of.
    var toldOf: Set<Expiry> = []
    /// Of partners and signing agents by their names: whether the last try succeeded, and when one last did, Unix seconds.
    package var partners: [String: Contact] = [:]
    package var signers: [String: Contact] = [:]
    /// When the last whole pass ended, Unix seconds.
    package var lastPass: Int64?
    /// What was not looked at because there is more than ``MonitorBoard/mostHops``.
    package var leftOut = 0
    package var failures: [String: Int] = [:]
    package var renewals = 0
    package var renewalFailures: [String: Int] = [:]
    package var events: [String: Int] = [:]
    package var deliveries: [String: Int] = [:]

    var hopCount: Int { self.pairs.count + self.hops.values.reduce(0) { $0 + $1.count } }
  }

  package struct Contact: Hashable, Sendable {
    package var isReached: Bool
    package var lastSuccess: Int64?
  }

  private let contents = Mutex(Contents())

  package init() {}

  package var snapshot: Contents { self.contents.withLock { $0 } }

  /// Forgets what is no longer watched.
  package func keep(_ pairs: Set<WatchedPair>, urls: [String]) {
    self.contents.withLock { contents in
      contents.pairs = contents.pairs.filter { pairs.contains($0.key) }
      contents.hops = contents.hops.filter { urls.contains($0.key) }
      let hosts = Set(pairs.flatMap { [$0.origin, $0.destination] })
      contents.hosts = contents.hosts.filter { hosts.contains($0.key) }
      contents.leftOut = 0
    }
  }

  /// Takes a look in.
  ///
  /// - Returns: what has changed.
  package func take(_ observation: Observation) -> [MonitorEvent] {
    self.contents.withLock { contents in
      if observation.verdict != .verified {
        contents.failures.count(observation.verdict?.rawValue ?? "unknown", atMost: Self.mostWords)
      }
      var events = observation.hosts.compactMap { Self.take($0, in: &contents.hosts) }
      if var standing = contents.pairs[observation.pair] {
        events += standing.take(observation)
        contents.pairs[observation.pair] = standing
      } else if contents.hopCount < Self.mostHops {
        let (standing, first) = WatchedStanding.begin(observation)
        events += first
        contents.pairs[observation.pair] = standing
      } else {
        contents.leftOut += 1
      }
      return events
    }
  }

  /// A certificate that ends soon is told of once for its host, however many relationships that has.
  private static func take(_ sight: HostSight, in hosts: inout [HostName: HostSight]) -> MonitorEvent? {
    let before = hosts[sight.host]
    // One from far ahead was made before the clock was put back.
    guard before.map({ $0.at <= sight.at || $0.at - sight.at > Self.longestDisorder }) ?? true else { return nil }
    hosts[sight.host] = sight
    guard let expiry = Expiry(certificateOf: sight), expiry.isSoon(at: sight.at) else { return nil }
    if let before, before.certificateExpires == sight.certificateExpires, expiry.isSoon(at: before.at) { return nil }
    return MonitorEvent(at: sight.at, .expirySoon(ExpiryNotice(expiry)))
  }

  /// Looks at the agents' certificates.
  ///
  /// - Returns: those that end soon and were not told of yet.
  package func take(_ certificates: [Expiry], at now: Int64) -> [MonitorEvent] {
    self.contents.withLock { contents in
      let soon = Set(certificates.filter { $0.isSoon(at: now) })
      let new = soon.subtracting(contents.toldOf)
      contents.toldOf = soon
      return new.sorted { ($0.at, $0.subject) < ($1.at, $1.subject) }
        .map { MonitorEvent(at: now, .expirySoon(ExpiryNotice($0))) }
    }
  }

  /// Takes the hops of a URL in, in the place of those seen before.
  ///
  /// - Parameter report: nil where following it took too long: then what was seen before stays.
  package func take(_ report: ChainReport?, of url: String, at now: Int64) -> [MonitorEvent] {
    guard let report else {
      self.contents.withLock { $0.failures.count("unknown", atMost: Self.mostWords) }
      return []
    }
    let seen = report.hops.map { hop in
      ObservedHop(
        origin: hop.hop.origin.description, destination: hop.hop.destination.description, at: now,
        verdict: hop.judgement.verdict, reason: hop.judgement.reason, stopped: hop.judgement.stopped,
        trial: PolicyTrial(hop.evidence, now: hop.weighedAt))
    }
    return self.contents.withLock { contents in
      let before = contents.hops.removeValue(forKey: url) ?? []
      let room = max(0, Self.mostHops - contents.hopCount)
      contents.hops[url] = Array(seen.prefix(room))
      contents.leftOut += max(0, seen.count - room)
      for hop in seen where hop.verdict != .verified {
        contents.failures.count(hop.verdict.rawValue, atMost: Self.mostWords)
      }
      if let failure = report.failure { contents.failures.count(failure.code.rawValue, atMost: Self.mostWords) }
      return seen.compactMap { hop in
        // Of a relationship its own looks tell.
        guard hop.pair.map({ contents.pairs[$0] == nil }) ?? true else { return nil }
        let last = before.first { $0.origin == hop.origin && $0.destination == hop.destination }
        guard hop.verdict != last?.verdict, last != nil || hop.verdict.warns else { return nil }
        return MonitorEvent(
          at: now,
          .verdictChanged(
            VerdictChange(
              origin: hop.origin, destination: hop.destination, from: last?.verdict.rawValue, to: hop.verdict.rawValue,
              reason: hop.reason, stopped: hop.stopped)))
      }
    }
  }

  package func noteEndOfPass(at now: Int64) {
    self.contents.withLock { $0.lastPass = now }
  }

  package func note(partner: String, isReached: Bool, at now: Int64) {
    self.contents.withLock { $0.partners.note(partner, isReached, at: now) }
  }

  package func note(signer: String, isReached: Bool, at now: Int64) {
    self.contents.withLock { $0.signers.note(signer, isReached, at: now) }
  }

  /// Forgets partners and signing agents that a new configuration no longer names.
  package func keep(partners: Set<String>, signers: Set<String>) {
    self.contents.withLock { contents in
      contents.partners = contents.partners.filter { partners.contains($0.key) }
      contents.signers = contents.signers.filter { signers.contains($0.key) }
    }
  }

  /// Counts an event that was told, and renewals by it.
  package func count(_ event: MonitorEvent) {
    self.contents.withLock { contents in
      contents.events[event.what.name, default: 0] += 1
      switch event.what {
      case .relationshipRenewed: contents.renewals += 1
      case .relationshipFailed(let failure) where failure.renewal:
        contents.renewalFailures.count(failure.code, atMost: Self.mostWords)
      default: break
      }
    }
  }

  /// Counts what became of an event at the webhook.
  package func count(_ delivery: WebhookOutcome) {
    self.contents.withLock { $0.deliveries[delivery.rawValue, default: 0] += 1 }
  }
}

extension [String: MonitorBoard.Contact] {
  fileprivate mutating func note(_ name: String, _ isReached: Bool, at now: Int64) {
    self[name] = MonitorBoard.Contact(isReached: isReached, lastSuccess: isReached ? now : self[name]?.lastSuccess)
  }
}

extension [String: Int] {
  /// Counts under a word that may come from others.
  fileprivate mutating func count(_ word: String, atMost most: Int) {
    let word = String(word.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }.prefix(64).map(Character.init))
    self[self[word] != nil || self.count < most ? word : "other", default: 0] += 1
  }
}
