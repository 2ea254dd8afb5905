import AgentStore
import EtcdStore
import Foundation
import Logging
import PartnerLink
import Settings

/// The store that the configuration names, and who works on what in it.
struct OpenedStore: Sendable {
  let store: any RelationshipStore
  let division: any WorkDivision
  private let shared: SharedStore?

  init(_ configuration: AgentConfiguration, logger: Logger) throws {
    switch configuration.store {
    case .sqlite:
      self.store = try SQLiteStore(path: configuration.storeFile)
      self.division = SoleWorker()
      self.shared = nil
    case .etcd(let settings):
      let card = MemberCard(
        host: Self.machine, process: ProcessInfo.processInfo.processIdentifier,
        listen: configuration.listen?.description, version: ProductVersion.current)
      let shared = try SharedStore(settings, card: card, logger: logger)
      self.store = shared.store
      self.division = shared.division
      self.shared = shared
    }
  }

  /// The machine's own name, without asking anybody for it.
  private static var machine: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "this machine" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Keeps what is shared until ``close()`` is called or the task is cancelled.
  func run() async { await self.shared?.run() }

  /// Gives what is this agent's to the others as soon as what is under way has ended.
  func close() { self.shared?.close() }
}
