import AgentStore
import Declarations
import Foundation

@testable import EtcdStore

/// Any octets as what may stand in a store that others write too: it is read or refused, and what is read comes out of its
/// own encoding as it was.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzStore(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 0 else { return 0 }
  let octets = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  switch start[0] {
  case UInt8(ascii: "k"): readKey(octets)
  case UInt8(ascii: "c"):
    if let claim = ShardClaim(Data(octets)) { precondition(ShardClaim(Data(claim.octets)) == claim) }
  case UInt8(ascii: "f"):
    let next = ShardClaim.fence(after: Data(octets), microseconds: UInt64(count))
    precondition(next.map { $0 <= ShardClaim.greatestFence } ?? true)
  case UInt8(ascii: "s"):
    if let format = try? StoreFormat.read(Data(octets), place: "here"), let pair = samplePair {
      precondition((0..<format.shards).contains(format.shard(pair)))
    }
  case UInt8(ascii: "m"): _ = MemberCard.name(Data(octets), key: "key")
  case UInt8(ascii: "e"):
    if let endpoint = try? EtcdEndpoint(String(decoding: octets, as: UTF8.self)) {
      precondition((try? EtcdEndpoint(endpoint.description)) == endpoint)
    }
  default: readRelationship(octets)
  }
  return 0
}

private let samplePair: HostPair? = try? HostPair(origin: HostName("a.test"), destination: HostName("b.test"))

private func readRelationship(_ octets: [UInt8]) {
  _ = RelationshipDocument.write(in: octets)
  guard let pair = samplePair,
    let relationship = try? RelationshipDocument.relationship(octets, of: pair, path: "here"),
    let written = try? RelationshipDocument.octets(relationship, write: "me-1", path: "here")
  else { return }
  precondition((try? RelationshipDocument.relationship(written, of: pair, path: "here")) == relationship)
}

private func readKey(_ octets: [UInt8]) {
  let keys = StoreKeys(prefix: "/p/")
  switch keys.subject(octets) {
  case .pair(let pair): precondition(keys.relationship(pair) == octets)
  case .word(let word): precondition(keys.remembered(word) == octets)
  case .member(let name): precondition(keys.member(name) == octets)
  case .shard, .fence, .other: break
  }
}
