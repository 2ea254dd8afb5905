import Foundation

/// What `Command.run` collects: it is finished when both outputs ended and the process is reaped.
final class RunningCommand: @unchecked Sendable {
  private let process: pid_t
  private let lock = NSLock()
  // All below is guarded by `lock`.
  private var output: [UInt8] = []
  private var errors: [UInt8] = []
  private var status: ExitStatus?
  private var partsLeft = 3
  private var continuation: CheckedContinuation<Command.Result, Never>?

  init(process: pid_t) { self.process = process }

  func begin(_ continuation: CheckedContinuation<Command.Result, Never>) {
    lock.withLock { self.continuation = continuation }
  }

  func addOutput(_ piece: ArraySlice<UInt8>) {
    lock.withLock { output += piece.prefix(Command.outputLimit - output.count) }
  }

  func addErrors(_ piece: ArraySlice<UInt8>) {
    lock.withLock { errors += piece.prefix(Command.outputLimit - errors.count) }
  }

  func partEnded(_ status: ExitStatus?) {
    lock.withLock {
      if let status { self.status = status }
      partsLeft -= 1
      guard partsLeft == 0 else { return }
      continuation?.resume(
        returning: Command.Result(
          status: self.status ?? .signalled(0), output: String(decoding: output, as: UTF8.self),
          errors: String(decoding: errors, as: UTF8.self)))
      continuation = nil
    }
  }

  func kill() {
    lock.withLock {
      // Once reaped its number may belong to another process.
      if status == nil { Foundation.kill(-process, SIGKILL) }
    }
  }
}
