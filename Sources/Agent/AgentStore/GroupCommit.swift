import GRDB
import Synchronization

/// Writes of several callers in one transaction: what comes while one is being synchronized to the disk goes into the
/// next, so that the disk is waited for once for all of them.
final class GroupCommit: Sendable {
  private struct Write: Sendable {
    let perform: @Sendable (Database) -> Void
    /// Tells the caller, once the transaction has ended; with an error where it could not be begun or committed.
    let finish: @Sendable ((any Error)?) -> Void
  }

  private final class Outcome<Value: Sendable>: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
  }

  /// How many go into one transaction at most.
  private static let largestGroup = 256

  private struct State {
    var waiting: [Write] = []
    var isWriting = false
  }

  private let pool: DatabasePool
  private let state = Mutex(State())

  init(_ pool: DatabasePool) {
    self.pool = pool
  }

  /// Runs `body` with nothing in between, and returns once what it wrote is on stable storage.
  ///
  /// - Parameter body: what it throws undoes its own writes only, and is thrown on.
  func run<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
      let outcome = Outcome<Value>()
      let write = Write { database in
        let result = Result { try Self.apart(database, body) }
        outcome.result.withLock { $0 = result }
      } finish: { failure in
        let result = failure.map { .failure($0) } ?? outcome.result.withLock { $0 }
        continuation.resume(with: result ?? .failure(CancellationError()))
      }
      let begins = self.state.withLock { state in
        state.waiting.append(write)
        defer { state.isWriting = true }
        return !state.isWriting
      }
      if begins { self.next() }
    }
  }

  /// A savepoint of its own, so that one caller's failure leaves the others' writes alone.
  private static func apart<Value>(_ database: Database, _ body: (Database) throws -> Value) throws -> Value {
    var value: Value?
    try database.inSavepoint {
      value = try body(database)
      return .commit
    }
    guard let value else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
    return value
  }

  private func next() {
    let group = self.state.withLock { state -> [Write] in
      let group = Array(state.waiting.prefix(Self.largestGroup))
      state.waiting.removeFirst(group.count)
      if group.isEmpty { state.isWriting = false }
      return group
    }
    guard !group.isEmpty else { return }
    self.pool.asyncWrite({ database in for write in group { write.perform(database) } }) { _, result in
      var failure: (any Error)?
      if case .failure(let error) = result { failure = error }
      for write in group { write.finish(failure) }
      self.next()
    }
  }
}
