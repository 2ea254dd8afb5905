public import DNSWire

/// Validated lookups through caches that remember nothing, for any number of callers.
///
/// Each answer was obtained after it was asked for: nothing that the DNS said before is in it, neither records nor absence
/// nor a failure. Callers that ask at about the same time share a cache, each name being asked of it once, and callers that
/// ask for the same name before it is looked up share the lookup; never more than ``FreshLimits/batches`` caches are at work.
public actor FreshLookups {
  private let settings: UnboundSettings
  private let limits: FreshLimits
  private let executor: (any TaskExecutor)?
  private var queue: FreshQueue
  private var callers: [Int: (key: FreshQueue.Key, answer: CheckedContinuation<Lookup, Never>)] = [:]
  private var lastCaller = 0
  private var work: [Int: Task<Void, Never>] = [:]
  private var timer: (at: FreshQueue.Moment, task: Task<Void, Never>)?
  /// Made and set going ahead, since that takes longer than asking it.
  private var spare: Task<UnboundContext?, Never>
  /// How many batches were begun, for tests.
  private(set) var begun = 0

  /// - Parameter executor: runs what is done with an answer; nil for Swift's own threads.
  /// - Throws: ``ResolverError`` when the configuration cannot be used.
  public init(
    _ configuration: ResolverConfiguration, limits: FreshLimits = FreshLimits(), executor: (any TaskExecutor)? = nil
  ) throws(ResolverError) {
    self.executor = executor
    let settings = try UnboundSettings(configuration, sockets: limits.sockets)
    self.settings = settings
    self.limits = limits
    queue = FreshQueue(limits)
    let first = try UnboundContext(settings)
    spare = Task {
      await first.setGoing()
      return first
    }
  }

  deinit { timer?.task.cancel() }

  /// Looks up the RRset of `type` at `name`, class IN. Answers within ``FreshLimits/deadline``, or at once when the task is
  /// cancelled.
  public func lookup(_ name: DomainName, _ type: RecordType) async -> Lookup {
    lastCaller += 1
    let caller = lastCaller
    return await withTaskCancellationHandler {
      await withCheckedContinuation { answer in
        guard !Task.isCancelled else { return answer.resume(returning: Self.cancelled(name)) }
        let key = FreshQueue.Key(name: name, type: type)
        callers[caller] = (key, answer)
        queue.ask(caller, key, now: .now)
        step()
      }
    } onCancel: {
      Task { await self.leave(caller) }
    }
  }

  private func step() {
    for action in queue.step(now: .now) {
      switch action {
      case .begin(let batch, let looks): begin(batch, looks)
      case .giveUp(let batch): work.removeValue(forKey: batch)?.cancel()
      case .expire(let looks):
        for look in looks {
          let reason = "\(look.key.name) could not be asked within \(limits.deadline): too many lookups at once"
          tell(look.callers, .unreachable(reason: reason))
        }
      }
    }
    wakeUp(at: queue.nextStep)
  }

  private func begin(_ batch: Int, _ looks: [FreshQueue.Look]) {
    begun += 1
    let (ready, settings) = (spare, settings)
    spare = Task { await Self.ready(settings) }
    work[batch] = Task(executorPreference: executor) { await self.ask(looks, batch, ready) }
  }

  private func ask(_ looks: [FreshQueue.Look], _ batch: Int, _ ready: Task<UnboundContext?, Never>) async {
    do throws(ResolverError) {
      let context = if let ready = await ready.value { ready } else { try UnboundContext(settings) }
      await withDiscardingTaskGroup { group in
        for look in looks { group.addTask { await self.ask(context, look, batch) } }
      }
    } catch {
      for look in looks { ended(look.key, batch, .unreachable(reason: "\(error)")) }
    }
    work[batch] = nil
  }

  /// Not in the actor: what is asked for meanwhile must not wait for it.
  private nonisolated static func ready(_ settings: UnboundSettings) async -> UnboundContext? {
    let context = try? UnboundContext(settings)
    await context?.setGoing()
    return context
  }

  private nonisolated func ask(_ context: UnboundContext, _ look: FreshQueue.Look, _ batch: Int) async {
    let name = look.key.name.description
    let answer = await context.ask(name, look.key.type.rawValue, deadline: look.deadline - .now)
    await ended(look.key, batch, Lookup(answer, name: name, deadline: limits.deadline))
  }

  private func ended(_ key: FreshQueue.Key, _ batch: Int, _ found: Lookup) {
    tell(queue.ended(key, batch: batch), found)
    step()
  }

  private func leave(_ caller: Int) {
    guard let (key, answer) = callers.removeValue(forKey: caller) else { return }
    queue.leave(caller, key)
    answer.resume(returning: Self.cancelled(key.name))
  }

  private func tell(_ waiting: Set<Int>, _ found: Lookup) {
    for caller in waiting { callers.removeValue(forKey: caller)?.answer.resume(returning: found) }
  }

  private func wakeUp(at moment: FreshQueue.Moment?) {
    if let moment, let timer, timer.at <= moment { return }
    timer?.task.cancel()
    timer = moment.map { moment in
      (
        moment,
        Task { [weak self] in
          guard (try? await Task.sleep(until: moment, clock: .continuous)) != nil else { return }
          await self?.timeIsUp()
        }
      )
    }
  }

  private func timeIsUp() {
    timer = nil
    step()
  }

  private static func cancelled(_ name: DomainName) -> Lookup {
    .unreachable(reason: "the lookup of \(name) was cancelled")
  }
}
