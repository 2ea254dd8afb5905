import CUnbound
import DNSWire
import Dispatch
import Synchronization

/// A libunbound context with one background thread, shared by any number of lookups.
///
/// Who owns what:
/// - Every call that concerns lookups (`ub_resolve_async`, `ub_process`, `ub_cancel`) is made on `queue`, one after the other. So
///   after `ub_cancel` no callback for that lookup can come, and none comes before `ub_resolve_async` gave its number.
/// - libunbound holds one retain of an `UnboundQuery` as the callback's argument. The callback takes it, or, where a
///   cancellation succeeded, `abandon` does; never both.
/// - The context is deleted in the cancel handler of the source that watches its descriptor, thus on `queue`, and after the
///   last event handler. `deinit` cannot come while a lookup is out: its `UnboundQuery` keeps the object until the answer is known.
final class UnboundContext: @unchecked Sendable {
  private let context: OpaquePointer
  private let queue = DispatchQueue(label: "libunbound")
  private let source: any DispatchSourceRead
  private let deadlines: UnboundDeadlines

  init(_ settings: UnboundSettings) throws(ResolverError) {
    let made = try Self.make(settings)
    context = made
    source = DispatchSource.makeReadSource(fileDescriptor: ub_fd(made), queue: queue)
    nonisolated(unsafe) let shared = made
    source.setEventHandler { ub_process(shared) }
    source.setCancelHandler { ub_ctx_delete(shared) }
    source.resume()
    deadlines = UnboundDeadlines(on: queue) { $0.context?.abandon($0, answer: .deadlinePassed) }
  }

  deinit { source.cancel() }

  /// Making a context writes libunbound's process-wide variables, so one is made at a time.
  private static let making = Mutex(())

  private static func make(_ settings: UnboundSettings) throws(ResolverError) -> OpaquePointer {
    let outcome = making.withLock { _ -> Result<SendablePointer, ResolverError> in
      guard let made = ub_ctx_create() else {
        return .failure(.library(call: "ub_ctx_create", reason: "out of memory or of descriptors"))
      }
      do throws(ResolverError) { try settings.apply(to: made) } catch {
        ub_ctx_delete(made)
        return .failure(error)
      }
      return .success(SendablePointer(pointer: made))
    }
    return try outcome.get().pointer
  }

  /// Takes a context out of the lock under which it was made.
  private struct SendablePointer: @unchecked Sendable { let pointer: OpaquePointer }

  /// Asks for the RRset of `type` and class IN at `name`. Answers at the latest when the deadline has passed, or at once when
  /// the task is cancelled; the lookup then is given up.
  func ask(_ name: String, _ type: UInt16, deadline: Duration) async -> UnboundAnswer {
    await ask([name], type, deadline: deadline)[0]
  }

  /// Has libunbound start its thread with all that it needs, which it else does at the first lookup. Nothing is asked of any server, and
  /// nothing is remembered: `localhost` it answers itself (RFC 6761 §6.3).
  func setGoing() async {
    _ = await ask("localhost.", RecordType.a.rawValue, deadline: .seconds(5))
  }

  /// Asks for several at once; the answers are in the order of the names. That costs one change of threads each way, which for
  /// answers that libunbound remembers is most of the cost.
  func ask(_ names: [String], _ type: UInt16, deadline: Duration) async -> [UnboundAnswer] {
    guard !names.isEmpty else { return [] }
    let queries = names.map { _ in UnboundQuery() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async {
          let gathering = UnboundGathering(names.count, continuation)
          let moment = DispatchTime.now() + deadline.dispatchInterval
          for (index, (query, name)) in zip(queries, names).enumerated() {
            self.start(query, name, type, until: moment) { gathering.fill(index, $0) }
          }
        }
      }
    } onCancel: {
      queue.async { for query in queries { self.abandon(query, answer: .cancelled) } }
    }
  }

  private func start(
    _ query: UnboundQuery, _ name: String, _ type: UInt16, until deadline: DispatchTime,
    answer: @escaping (UnboundAnswer) -> Void
  ) {
    guard !query.isFinished else { return answer(.cancelled) }
    query.begin(in: self, until: deadline, answer)
    let argument = Unmanaged.passRetained(query)
    var number: Int32 = 0
    let code = ub_resolve_async(context, name, Int32(type), 1, argument.toOpaque(), unboundAnswered, &number)
    guard code == 0 else {
      argument.release()
      query.finish(.failed(reason: String(cString: ub_strerror(code))))
      return
    }
    query.number = number
    deadlines.add(query)
  }

  fileprivate func abandon(_ query: UnboundQuery, answer: UnboundAnswer) {
    guard !query.isFinished else { return }
    if let number = query.number, ub_cancel(context, number) == 0 {
      Unmanaged.passUnretained(query).release()
    }
    query.finish(answer)
  }

  /// No longer waits for the end of the query's time; it has its answer.
  func forget(_ query: UnboundQuery) { deadlines.remove(query) }
}

/// libunbound's callback; called by `ub_process`, thus on the context's queue.
private func unboundAnswered(
  _ argument: UnsafeMutableRawPointer?, _ code: Int32, _ result: UnsafeMutablePointer<ub_result>?
) {
  guard let argument else { return }
  let query = Unmanaged<UnboundQuery>.fromOpaque(argument).takeRetainedValue()
  if let result {
    query.finish(.result(UnboundResult(copying: result)))
    ub_resolve_free(result)
  } else {
    query.finish(.failed(reason: String(cString: ub_strerror(code))))
  }
}

extension Duration {
  /// At least one nanosecond, at most a day, so that no absurd deadline overflows.
  fileprivate var dispatchInterval: DispatchTimeInterval {
    let bounded = min(max(self, .nanoseconds(1)), .seconds(86400))
    return .nanoseconds(
      Int(bounded.components.seconds) * 1_000_000_000 + Int(bounded.components.attoseconds / 1_000_000_000))
  }
}
