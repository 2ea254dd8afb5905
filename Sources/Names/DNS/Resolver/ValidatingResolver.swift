public import DNSWire
import Synchronization

/// A DNSSEC-validating stub or recursive resolver (RFC 4035 §4) on libunbound.
///
/// One object serves any number of lookups at once and remembers answers; making one costs about a millisecond and a thread,
/// so share it. Nothing is asked before the first lookup. Who waits for a name to appear wants ``FreshLookups``.
public final class ValidatingResolver: Sendable {
  public let configuration: ResolverConfiguration
  private let context: UnboundContext
  private let memory = Mutex(AnswerMemory())

  /// The most aliases (CNAME, DNAME) that a lookup goes through.
  public static let longestAliasChain = 8

  /// - Throws: `ResolverError` when the configuration cannot be used, such as a `resolv.conf` without servers.
  public init(_ configuration: ResolverConfiguration) throws(ResolverError) {
    self.configuration = configuration
    context = try UnboundContext(UnboundSettings(configuration))
  }

  /// Looks up the RRset of `type` at `name`, class IN. Answers when the deadline has passed, or the task is cancelled, at
  /// the latest.
  public func lookup(_ name: DomainName, _ type: RecordType, deadline: Duration) async -> Lookup {
    await lookup([name], type, deadline: deadline)[0]
  }

  /// The same for several names at once, in their order; for answers that are remembered it costs less than asking for each.
  public func lookup(_ names: [DomainName], _ type: RecordType, deadline: Duration) async -> [Lookup] {
    let keys = names.map { AnswerMemory.Key(name: $0, type: type) }
    let now = ContinuousClock.now
    var found = memory.withLock { memory in keys.map { memory.answer(to: $0, now: now) } }
    let missing = found.indices.filter { found[$0] == nil }
    if !missing.isEmpty {
      let texts = missing.map { names[$0].description }
      let answers = await context.ask(texts, type.rawValue, deadline: deadline)
      for (index, (answer, text)) in zip(missing, zip(answers, texts)) {
        found[index] = Lookup(answer, name: text, deadline: deadline)
      }
      let fresh = found
      memory.withLock { memory in
        for index in missing { fresh[index].map { memory.keep($0, for: keys[index], now: now) } }
      }
    }
    return found.compactMap(\.self)
  }

  /// Fetches and validates the keys of the trust anchor's name, normally the root, over the resolver's path but with
  /// nothing remembered: tells a broken or lying path from a broken zone.
  public func checkPath(deadline: Duration) async -> PathState {
    let anchors = configuration.trustAnchors
    do {
      let fresh = try UnboundContext(UnboundSettings(configuration))
      let answer = await fresh.ask(anchors.name, RecordType.dnskey.rawValue, deadline: deadline)
      return PathState(answer, anchors: anchors, deadline: deadline)
    } catch {
      return .unreachable(reason: "\(error)")
    }
  }

  /// A resolver of the same configuration that remembers nothing.
  public func emptyCache() throws(ResolverError) -> ValidatingResolver { try ValidatingResolver(configuration) }
}
