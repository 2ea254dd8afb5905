import DNSWire

/// Which looks are put to which empty cache, and when. Pure: the time is passed in, and the caller carries out the actions.
///
/// A look is put only into a *batch* that has not begun, and a batch is asked of a cache made for it alone. So whatever a
/// cache ever holds was fetched after every look of its batch had been asked for, be it the RRset itself, what an alias
/// leads to, or the absence of a name above; and a look asked for after a publication cannot be answered from before it.
struct FreshQueue {
  typealias Moment = ContinuousClock.Instant

  struct Key: Hashable, Sendable {
    let name: DomainName
    let type: RecordType
  }

  /// A name to be looked up, and the numbers of everybody who waits for it.
  struct Look: Sendable {
    let key: Key
    let deadline: Moment
    var callers: Set<Int>
  }

  enum Action: Sendable {
    /// Make an empty cache and ask it all of these.
    case begin(batch: Int, [Look])
    /// Give a batch and its cache up; its looks begin once more in another one.
    case giveUp(batch: Int)
    /// These looks were never begun within their time.
    case expire([Look])
  }

  private struct Forming {
    let since: Moment
    var looks: [Key: Look]
  }

  private struct Running {
    let since: Moment
    var looks: [Key: Look]
  }

  let limits: FreshLimits
  private var forming: [Forming] = []
  private var running: [Int: Running] = [:]
  private var batches = 0
  /// No look that has not begun ends before this.
  private var soonest: Moment?

  init(_ limits: FreshLimits) {
    self.limits = limits
  }

  var runningBatches: Int { running.count }

  /// A caller wants the answer; several with one key share a look that has not begun.
  mutating func ask(_ caller: Int, _ key: Key, now: Moment) {
    add(Look(key: key, deadline: now + limits.deadline, callers: [caller]), now: now)
  }

  /// A caller no longer waits.
  mutating func leave(_ caller: Int, _ key: Key) {
    for index in forming.indices where forming[index].looks[key]?.callers.remove(caller) != nil {
      if forming[index].looks[key]?.callers.isEmpty == true { forming[index].looks[key] = nil }
      if forming[index].looks.isEmpty { forming.remove(at: index) }
      return
    }
    for batch in running.keys {
      running[batch]?.looks[key]?.callers.remove(caller)
    }
  }

  /// A look of a batch has ended; answers who waits for it.
  mutating func ended(_ key: Key, batch: Int) -> Set<Int> {
    let look = running[batch]?.looks.removeValue(forKey: key)
    if running[batch]?.looks.isEmpty == true { running[batch] = nil }
    return look?.callers ?? []
  }

  /// What is to be done now.
  mutating func step(now: Moment) -> [Action] {
    var actions: [Action] = []
    let late = expire(now)
    if !late.isEmpty { actions.append(.expire(late)) }
    while let next = forming.first {
      if running.count >= limits.batches {
        guard let batch = batchInTheWay(now), let over = running.removeValue(forKey: batch) else { break }
        actions.append(.giveUp(batch: batch))
        for look in over.looks.values where !look.callers.isEmpty { add(look, now: now) }
        continue
      }
      guard running.isEmpty || next.looks.count >= limits.names || next.since + limits.gathering <= now else { break }
      forming.removeFirst()
      batches += 1
      running[batches] = Running(since: now, looks: next.looks)
      actions.append(.begin(batch: batches, Array(next.looks.values)))
    }
    return actions
  }

  /// When ``step(now:)`` has something to do even if nothing else happens; nil for never.
  var nextStep: Moment? {
    guard let next = forming.first else { return nil }
    guard !running.isEmpty else { return next.since }
    let begins: Moment? =
      running.count < limits.batches
      ? next.since + limits.gathering : running.values.map { $0.since + limits.patience }.min()
    return [begins, soonest].compactMap(\.self).min()
  }

  /// One that nobody waits for any more, or the oldest once it has had its time.
  private func batchInTheWay(_ now: Moment) -> Int? {
    if let left = running.first(where: { $0.value.looks.values.allSatisfy(\.callers.isEmpty) }) { return left.key }
    guard let oldest = running.min(by: { $0.value.since < $1.value.since }),
      oldest.value.since + limits.patience <= now
    else { return nil }
    return oldest.key
  }

  private mutating func add(_ look: Look, now: Moment) {
    soonest = min(soonest ?? look.deadline, look.deadline)
    for index in forming.indices where forming[index].looks[look.key] != nil {
      forming[index].looks[look.key]?.callers.formUnion(look.callers)
      return
    }
    if forming.last.map({ $0.looks.count < limits.names }) != true {
      forming.append(Forming(since: now, looks: [:]))
    }
    forming[forming.count - 1].looks[look.key] = look
  }

  private mutating func expire(_ now: Moment) -> [Look] {
    guard let soonest, soonest <= now else { return [] }
    var late: [Look] = []
    for index in forming.indices {
      let over = forming[index].looks.values.filter { $0.deadline <= now }
      for look in over { forming[index].looks[look.key] = nil }
      late += over
    }
    forming.removeAll(where: \.looks.isEmpty)
    self.soonest = forming.flatMap(\.looks.values).map(\.deadline).min()
    return late
  }
}
