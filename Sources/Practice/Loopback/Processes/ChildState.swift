import Foundation

/// What is known of a child: shared by its owner and the two threads that serve it.
final class ChildState: @unchecked Sendable {
  private let process: pid_t
  private let lock = NSLock()
  // All below is guarded by `lock`.
  private var outputFile: Int32
  private var written = 0
  private var end: ExitStatus?
  private var waiting: [CheckedContinuation<ExitStatus, Never>] = []

  init(process: pid_t, outputFile: Int32) {
    self.process = process
    self.outputFile = outputFile
  }

  var status: ExitStatus? { lock.withLock { end } }

  func write(_ piece: ArraySlice<UInt8>) {
    lock.withLock {
      let kept = piece.prefix(ChildProcess.outputLimit - written)
      guard !kept.isEmpty else { return }
      written += kept.withUnsafeBytes { max(0, Foundation.write(outputFile, $0.baseAddress, $0.count)) }
    }
  }

  func outputEnded() { lock.withLock { _ = close(outputFile) } }

  func ended(_ status: ExitStatus) {
    let waiters = lock.withLock {
      end = status
      defer { waiting = [] }
      return waiting
    }
    waiters.forEach { $0.resume(returning: status) }
  }

  func exitStatus() async -> ExitStatus {
    await withCheckedContinuation { continuation in
      let known = lock.withLock { () -> ExitStatus? in
        if end == nil { waiting.append(continuation) }
        return end
      }
      if let known { continuation.resume(returning: known) }
    }
  }

  func signal(_ number: Int32) {
    lock.withLock {
      // Once reaped its number may belong to another process.
      if end == nil { kill(-process, number) }
    }
  }
}
