public import Declarations
import DNS
import Synchronization

/// The client: verifies hops before they are followed.
///
/// One verifier serves many hops at once, for as long as is wanted; it holds no state but which names it has asked already,
/// and of those a bounded number.
public final class HopVerifier: Sendable {
  private let names: any NameLookup
  private let startsAtZoneServers: Bool
  private let freshLook: FreshLook?
  private let memory: any PolicyMemory
  private let deadline: Duration
  private let now: @Sendable () -> Int64
  private let asked = Mutex(AskedNames())

  /// - Parameters:
  ///   - names: the resolver that is asked first.
  ///   - startsAtZoneServers: whether that resolver had an empty cache when this verifier was made, and recurses, so
  ///     that the first answer to a question comes from the zone's own servers.
  ///   - freshLook: how those servers are asked otherwise; nil if they cannot be.
  ///   - memory: the policies seen before.
  ///   - deadline: how long one lookup may take.
  ///   - now: Unix seconds.
  public init(
    names: any NameLookup, startsAtZoneServers: Bool, freshLook: FreshLook?, memory: any PolicyMemory,
    deadline: Duration = .seconds(1), now: @escaping @Sendable () -> Int64
  ) {
    self.names = names
    self.startsAtZoneServers = startsAtZoneServers
    self.freshLook = freshLook
    self.memory = memory
    self.deadline = deadline
    self.now = now
  }

  /// Verifies one hop. Nothing is sent to the destination but what `reach` sends.
  ///
  /// - Parameter reach: connects to the destination and tells which keys it showed; it runs while names are looked up.
  public func verify(_ hop: Hop, reach: @Sendable () async -> HopEnd) async -> HopVerdict {
    let started = ContinuousClock.now
    let lookups = HopLookups(hop.origin, hop.destination, deadline: self.deadline)
    let direct = self.isDirect(lookups.owners)
    async let reached = reach()
    async let answers = lookups.ask(self.names)
    let first = await answers
    var look = Look(
      answers: first, hop: hop, destination: await reached, fresh: direct && first.unreachable == nil,
      memory: self.memory, now: self.now())
    var notes: [String] = []
    if look.judgement.verdict == .bogus, let reason = await self.brokenPath(self.names) {
      notes.append("the path to the resolver is broken: \(reason)")
      let excused = look.asUnreachable(reason: "the path strips or spoils DNSSEC: \(reason)", memory: self.memory)
      look = await self.lookAgain(lookups, after: excused, notes: &notes) ?? excused
    } else if self.wantsFreshLook(look), let again = await self.lookAgain(lookups, after: look, notes: &notes) {
      look = again
    }
    self.memory.apply(look.evidence.memoryChanges(now: look.now))
    return HopVerdict(
      hop: hop, destinationEnd: look.destination, judgement: look.judgement, evidence: look.evidence,
      weighedAt: look.now, fresh: look.fresh,
      notes: notes + look.judgement.originPolicy.reports + look.judgement.destinationPolicy.reports,
      elapsed: ContinuousClock.now - started)
  }

  /// Asks for a hop's names before its verification, which then finds the answers in the resolver's memory or joins the
  /// questions that are under way. They no longer count as fresh there.
  public func prepare(_ origin: HopHost, _ destination: HopHost) async {
    let lookups = HopLookups(origin, destination, deadline: self.deadline)
    self.asked.withLock { _ = $0.areNew(lookups.owners) }
    _ = await lookups.ask(self.names)
  }

  /// Every verdict but *verified*, and an *undeclared* that nobody minds, deserves a second look, unless it is fresh.
  private func wantsFreshLook(_ look: Look) -> Bool {
    guard !look.fresh, look.hop.origin.name != nil || look.hop.destination.name != nil else { return false }
    return switch look.judgement.verdict {
    case .verified: false
    case .undeclared: look.judgement.demanded
    default: true
    }
  }

  /// Asks the zone's own servers through an empty cache; nil where they cannot be reached.
  private func lookAgain(_ lookups: HopLookups, after first: Look, notes: inout [String]) async -> Look? {
    guard let freshLook = self.freshLook else { return nil }
    let names: any NameLookup
    do {
      names = try freshLook.make()
    } catch {
      notes.append("no fresh look by \(freshLook.name): \(error)")
      return nil
    }
    let answers = await lookups.ask(names)
    if let reason = answers.unreachable {
      notes.append("the zone's own servers could not be asked by \(freshLook.name): \(reason)")
      return nil
    }
    let look = Look(
      answers: answers.completed(by: first.answers), hop: first.hop, destination: first.destination, fresh: true,
      memory: self.memory, now: self.now())
    if look.judgement.verdict == .bogus, let reason = await self.brokenPath(names) {
      notes.append("the path of the fresh look by \(freshLook.name) is broken: \(reason)")
      return nil
    }
    return look
  }

  /// Why *bogus* over this path says nothing about the zone; nil where the root itself validates.
  private func brokenPath(_ names: any NameLookup) async -> String? {
    switch await names.checkPath(deadline: self.deadline) {
    case .validates: nil
    case .stripsDNSSEC(let reason), .unreachable(let reason): reason
    }
  }

  /// Whether answers that come now are the zone's servers' own: none of the names was asked before.
  private func isDirect(_ owners: [String]) -> Bool {
    guard self.startsAtZoneServers, !owners.isEmpty else { return false }
    return self.asked.withLock { $0.areNew(owners) }
  }
}
