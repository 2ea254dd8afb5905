import Foundation
import PartnerLink

/// Agents' identities in a folder of their own under /tmp.
final class TestIdentities {
  static let now: Int64 = 1_790_000_000

  let folder: String

  init() throws {
    self.folder = "/tmp/warifu-link-\(UInt32.random(in: 0...UInt32.max))"
    try FileManager.default.createDirectory(atPath: self.folder, withIntermediateDirectories: false)
  }

  func make(_ name: String, days: Int = 365, now: Int64 = TestIdentities.now) throws -> AgentIdentity {
    try AgentIdentity.create(in: "\(self.folder)/\(name)", name: name, days: days, now: now)
  }

  deinit { try? FileManager.default.removeItem(atPath: self.folder) }
}
