import Foundation

/// Ends children and removes folders when a signal ends this process, then lets the signal do its work, so that a shell
/// sees the usual status (130 for Ctrl-C). Nothing is installed before a folder asks for it.
package final class InterruptCleanUp: @unchecked Sendable {
  package static let shared = InterruptCleanUp()

  private let lock = NSLock()
  // All below is guarded by `lock`.
  private var folders: Set<String> = []
  private var sources: [any DispatchSourceSignal] = []

  package func add(_ folder: String) {
    lock.withLock {
      folders.insert(folder)
      guard sources.isEmpty else { return }
      sources = [SIGINT, SIGTERM, SIGHUP].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { [self] in finish(number) }
        source.resume()
        return source
      }
    }
  }

  package func remove(_ folder: String) { lock.withLock { _ = folders.remove(folder) } }

  private func finish(_ number: Int32) {
    ChildRegistry.shared.killAll()
    lock.withLock { folders.forEach(Self.removeWhole) }
    signal(number, SIG_DFL)
    kill(getpid(), number)
  }

  /// A killed child may still make a file while its folder is being removed.
  private static func removeWhole(_ folder: String) {
    for _ in 0..<100 {
      try? FileManager.default.removeItem(atPath: folder)
      if access(folder, F_OK) != 0 { return }
      usleep(10_000)
    }
  }
}
