import AgentStore
import Declarations

/// The names of what an organization's agents keep in etcd.
///
///     <prefix>format                            which version of this all, and how many shards
///     <prefix>relationships/<origin>/<destination>
///     <prefix>remembered/<key>
///     <prefix>members/<agent>                   under its lease: an agent that lives
///     <prefix>shards/<number>                   under its lease: which agent works on this shard
///     <prefix>fences/<number>                   the number of the last right to this shard
///     <prefix>moving                            under a lease: the store is being copied, no agent may work
struct StoreKeys: Hashable, Sendable {
  let prefix: String

  var format: [UInt8] { self.key("format") }
  var moving: [UInt8] { self.key("moving") }

  var everything: KeyRange { KeyRange(prefix: Array(self.prefix.utf8)) }
  var relationships: KeyRange { KeyRange(prefix: self.key(Self.relationships)) }
  var remembered: KeyRange { KeyRange(prefix: self.key(Self.remembered)) }
  var members: KeyRange { KeyRange(prefix: self.key(Self.members)) }
  var shards: KeyRange { KeyRange(prefix: self.key(Self.shards)) }
  var fences: KeyRange { KeyRange(prefix: self.key(Self.fences)) }

  func relationship(_ pair: HostPair) -> [UInt8] { self.key("\(Self.relationships)\(pair.origin)/\(pair.destination)") }
  func remembered(_ word: String) -> [UInt8] { self.key(Self.remembered + word) }
  func member(_ name: String) -> [UInt8] { self.key(Self.members + name) }
  func shard(_ number: Int) -> [UInt8] { self.key("\(Self.shards)\(number)") }
  func fence(_ number: Int) -> [UInt8] { self.key("\(Self.fences)\(number)") }

  /// What a key is about.
  enum Subject: Hashable {
    case pair(HostPair)
    case word(String)
    case member(String)
    case shard(Int)
    case fence(Int)
    case other
  }

  func subject(_ key: some Collection<UInt8>) -> Subject {
    guard key.starts(with: self.prefix.utf8) else { return .other }
    let name = key.dropFirst(self.prefix.utf8.count)
    func after(_ folder: String) -> String? {
      name.starts(with: folder.utf8) ? String(validating: name.dropFirst(folder.utf8.count), as: UTF8.self) : nil
    }
    if let names = after(Self.relationships) {
      let ends = names.split(separator: "/", omittingEmptySubsequences: false)
      guard ends.count == 2, let origin = try? HostName(ends[0]), let destination = try? HostName(ends[1]) else {
        return .other
      }
      return .pair(HostPair(origin: origin, destination: destination))
    }
    if let word = after(Self.remembered) { return .word(word) }
    if let name = after(Self.members) { return .member(name) }
    if let number = after(Self.shards).flatMap({ Int($0) }) { return .shard(number) }
    if let number = after(Self.fences).flatMap({ Int($0) }) { return .fence(number) }
    return .other
  }

  private static let relationships = "relationships/"
  private static let remembered = "remembered/"
  private static let members = "members/"
  private static let shards = "shards/"
  private static let fences = "fences/"

  private func key(_ name: String) -> [UInt8] { Array((self.prefix + name).utf8) }
}
