import Foundation

/// The children that run now, so that an interrupt can end them before their folders are removed.
final class ChildRegistry: @unchecked Sendable {
  static let shared = ChildRegistry()

  private let lock = NSLock()
  // Guarded by `lock`.
  private var running: Set<pid_t> = []

  func add(_ process: pid_t) { lock.withLock { _ = running.insert(process) } }
  func remove(_ process: pid_t) { lock.withLock { _ = running.remove(process) } }
  func killAll() { lock.withLock { running.forEach { kill(-$0, SIGKILL) } } }
}
