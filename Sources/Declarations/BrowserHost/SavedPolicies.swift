package import Declarations
package import HopVerifier
import Synchronization

/// A memory of policies that is written to its file soon after it learnt something.
package final class SavedPolicies: PolicyMemory {
  private let file: FilePolicyMemory
  private let isChanged = Mutex(false)

  package init(_ file: FilePolicyMemory) {
    self.file = file
  }

  package func policy(of host: HostName, now: Int64) -> RememberedPolicy? { self.file.policy(of: host, now: now) }

  package func apply(_ changes: [PolicyMemoryChange]) {
    guard !changes.isEmpty else { return }
    self.file.apply(changes)
    self.isChanged.withLock { $0 = true }
  }

  /// Writes what was learnt since the last time, if anything was.
  package func save(now: Int64) throws(PolicyMemoryError) {
    let isChanged = self.isChanged.withLock { changed in
      defer { changed = false }
      return changed
    }
    if isChanged { try self.file.save(now: now) }
  }
}
