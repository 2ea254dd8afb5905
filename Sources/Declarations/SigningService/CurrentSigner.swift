import Synchronization

/// The signing agent by whose rules is signed now. Another one takes its place when the configuration changes; calls that
/// it has begun it ends.
package final class CurrentSigner: Sendable {
  private let agent: Mutex<SigningAgent>

  package init(_ agent: SigningAgent) {
    self.agent = Mutex(agent)
  }

  package var value: SigningAgent { self.agent.withLock { $0 } }

  package func replace(by agent: SigningAgent) {
    self.agent.withLock { $0 = agent }
  }
}
