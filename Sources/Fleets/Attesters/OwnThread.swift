import Foundation

/// Runs what blocks, as drivers of TEEs do for seconds, on a thread of its own, where it keeps no task waiting.
enum OwnThread {
  static func run<Value: Sendable>(
    _ body: @escaping @Sendable () -> Result<Value, AttesterError>
  ) async -> Result<Value, AttesterError> {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }
}
