import DNS
import DNSWire
import Foundation
import Loopback

extension World {
  /// Publishes records at the declaration of a pair, beside what is there, by an update with the zone's key.
  func publish(_ texts: [String], beside pair: LabPair) async throws {
    let owner = try DomainName(pair.origin.declarationOwner(for: pair.destination))
    let changes = texts.map { text in
      UpdateMessage.Change.add(ResourceRecord(owner, .txt, ttl: 300, rdata: TXTData.encode(Array(text.utf8))))
    }
    try await self.updater(of: pair.origin).send(
      UpdateMessage(zone: try DomainName(pair.origin.zone), changes: changes))
  }

  /// Takes records away again.
  func remove(_ texts: [String], from pair: LabPair) async throws {
    let owner = try DomainName(pair.origin.declarationOwner(for: pair.destination))
    let changes = texts.map { text in
      UpdateMessage.Change.deleteRecord(owner, .txt, rdata: TXTData.encode(Array(text.utf8)))
    }
    try await self.updater(of: pair.origin).send(
      UpdateMessage(zone: try DomainName(pair.origin.zone), changes: changes))
  }

  /// The TXT records of a pair's declaration that a server gives, sorted; no validation.
  func declaration(of pair: LabPair, at server: String) async throws -> [String] {
    let owner = try DomainName(pair.origin.declarationOwner(for: pair.destination))
    let answer = try await ServerQuery.ask(
      Question(owner, .txt), at: try ServerAddress(server), recursionDesired: true)
    return try answer.answers.filter { $0.type == .txt }
      .map { String(decoding: try TXTData.join($0.rdata), as: UTF8.self) }.sorted()
  }

  private func updater(of host: LabHost) throws -> DynamicUpdater {
    guard let key = self.updateKeys[host] else { throw LabError("\(host.name) takes no updates") }
    return DynamicUpdater(
      server: try ServerAddress(self.authoritativeAddress),
      key: try TSIGKey(name: DomainName(key.name), base64Secret: key.secret),
      now: { UInt64(Date().timeIntervalSince1970) })
  }
}
