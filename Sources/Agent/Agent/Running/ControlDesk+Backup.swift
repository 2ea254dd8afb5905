import AgentControl
import AgentStore
import Foundation

extension ControlDesk {
  /// - Parameter path: empty for a file of its own in the state folder, which the caller takes away from there: the agent
  ///   may be one that can write nowhere else.
  func backup(path: String) async throws(ControlError) -> StoreBackup {
    let path = path.isEmpty ? "\(self.configuration.state)/backup-\(UUID().uuidString).sqlite" : path
    let (relationships, octets) = try await self.stored { try await $0.backUp(to: path) }
    return StoreBackup(path: path, relationships: relationships, octets: octets)
  }
}
