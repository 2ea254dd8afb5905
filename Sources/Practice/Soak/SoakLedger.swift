import Declarations
import TLSKeys

/// What the agents have told their operators, and so must hold; and what the run has done.
actor SoakLedger {
  /// What must be so of a pair in the end.
  enum Belief: String, Sendable {
    /// *Established* was told, and nobody has asked for its end since.
    case stands
    /// The end was told, or taken on, and nobody has asked for a new beginning since.
    case gone
    /// Something was asked for, and the answer was lost or was *not yet*.
    case open
  }

  /// One host's key in the signing agent's folder.
  struct HeldKey: Sendable {
    let number: Int
    let key: PublicKey
    var isRetired = false
  }

  private(set) var beliefs: [SoakPair: Belief] = [:]
  private(set) var keys: [HostName: [HeldKey]] = [:]
  /// Hosts about whose last change of keys nothing was heard.
  private(set) var unsureHosts: Set<HostName> = []
  private(set) var counts: [String: Int] = [:]
  private(set) var problems: [String] = []
  /// Sides at which a pair's creation was asked for, and may still come: an agent goes on with what it has written down.
  private var creators: [SoakPair: Set<SoakParty.Name>] = [:]
  /// The last things asked for, by pair, with what came of them.
  private var history: [SoakPair: [String]] = [:]
  /// The last things said about a host's keys, with what came of them.
  private var keyHistory: [HostName: [String]] = [:]
  private var busyPairs: Set<SoakPair> = []
  private var busyHosts: Set<HostName> = []

  func count(_ what: String) { self.counts[what, default: 0] += 1 }

  func note(problem: String) {
    if self.problems.count < 100 { self.problems.append(problem) }
  }

  func belief(_ pair: SoakPair) -> Belief { self.beliefs[pair] ?? .gone }

  func beginCreation(_ pair: SoakPair, _ side: SoakParty.Name) {
    self.creators[pair, default: []].insert(side)
    self.beliefs[pair] = .open
  }

  /// A creation that was told to be done, or refused, or ended at its own side, does not come any more.
  func endCreation(_ pair: SoakPair, _ side: SoakParty.Name?) {
    if let side { self.creators[pair]?.remove(side) } else { self.creators[pair] = nil }
  }

  /// The end was told at one side. Where the other was asked for a beginning that may still come, nothing follows.
  func noteEnd(_ pair: SoakPair, _ side: SoakParty.Name) {
    self.creators[pair]?.remove(side)
    self.beliefs[pair] = self.creators[pair]?.isEmpty ?? true ? .gone : .open
  }

  func tell(_ event: String, of pair: SoakPair) {
    self.history[pair] = (self.history[pair] ?? []).suffix(7) + [event]
  }

  func story(_ pair: SoakPair) -> String { (self.history[pair] ?? []).joined(separator: ", ") }

  func tell(_ event: String, of host: HostName) {
    self.keyHistory[host] = (self.keyHistory[host] ?? []).suffix(7) + [event]
  }

  func story(_ host: HostName) -> String { (self.keyHistory[host] ?? []).joined(separator: ", ") }

  func believe(_ belief: Belief, of pair: SoakPair) { self.beliefs[pair] = belief }

  /// Takes a pair, if nobody works on it.
  func claim(_ pair: SoakPair) -> Bool { self.busyPairs.insert(pair).inserted }
  func release(_ pair: SoakPair) { self.busyPairs.remove(pair) }
  func claim(_ host: HostName) -> Bool { self.busyHosts.insert(host).inserted }
  func release(_ host: HostName) { self.busyHosts.remove(host) }

  func held(_ host: HostName) -> [HeldKey] { self.keys[host] ?? [] }

  func add(_ key: PublicKey, of host: HostName) -> Int {
    let number = self.held(host).count
    self.keys[host, default: []].append(HeldKey(number: number, key: key))
    return number
  }

  func retire(_ number: Int, of host: HostName) { self.keys[host]?[number].isRetired = true }

  func setUnsure(_ isUnsure: Bool, _ host: HostName) {
    if isUnsure { self.unsureHosts.insert(host) } else { self.unsureHosts.remove(host) }
  }
}
