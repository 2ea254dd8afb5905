import Foundation
import NIOCore
import NIOPosix

/// Runs tasks on the threads that serve connections.
///
/// A registration is a chain of short steps, each of which waits for a connection or for the disk. On Swift's own threads every
/// answer goes from one thread to another, and back with the next question, which takes longer than most of the steps: with this
/// one, registering changes threads half as often and takes a sixth less of the processor. A task that is run by such a thread goes
/// on there.
///
/// What takes long without waiting (whole lists, pages for Prometheus, a large RSA key's signature) has no place here: connections
/// would wait for it. Such work is begun with `globalConcurrentExecutor`.
package final class NetworkExecutor: TaskExecutor {
  package static let shared = NetworkExecutor()

  private init() {}

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    MultiThreadedEventLoopGroup.singleton.any().execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// Runs the whole of a program that serves: once in a process, and before anything of NIO is used. It gets a thread for
  /// connections for every two processors, since what it asks of a connection it then more often asks of its own thread;
  /// `NIO_SINGLETON_GROUP_LOOP_COUNT` says another number.
  package static func serve<Value: Sendable>(
    isolation: isolated (any Actor)? = #isolation, _ program: () async throws -> Value
  ) async rethrows -> Value {
    if ProcessInfo.processInfo.environment["NIO_SINGLETON_GROUP_LOOP_COUNT"] == nil {
      NIOSingletons.groupLoopCountSuggestion = max(System.coreCount / 2, 1)
    }
    return try await withTaskExecutorPreference(self.shared, operation: program)
  }
}
