import AgentControl
import AgentStore

extension ControlDesk {
  func backup(path: String) async throws(ControlError) -> StoreBackup {
    let (relationships, octets) = try await self.stored { try await $0.backUp(to: path) }
    return StoreBackup(path: path, relationships: relationships, octets: octets)
  }
}
