import Declarations
import Synchronization

/// A memory over another one, which it reads and never writes: for private windows, gone with the process.
final class PolicyOverlay: PolicyMemory {
  private let below: any PolicyMemory
  private let learnt = Mutex<[HostName: RememberedPolicy?]>([:])

  init(over below: any PolicyMemory) {
    self.below = below
  }

  func policy(of host: HostName, now: Int64) -> RememberedPolicy? {
    if let own = self.learnt.withLock({ $0[host] }) { return own.flatMap { $0.until > now ? $0 : nil } }
    return self.below.policy(of: host, now: now)
  }

  func forget() { self.learnt.withLock { $0 = [:] } }

  func apply(_ changes: [PolicyMemoryChange]) {
    self.learnt.withLock { learnt in
      for change in changes {
        switch change {
        case .remember(let host, let policy): learnt[host] = .some(policy)
        case .forget(let host): learnt[host] = .some(nil)
        }
      }
    }
  }
}
