import AgentControl
import Foundation

extension World {
  static let garbagePair = LabPair(.rsaShop, .rsaPayment)

  /// Publishes whatever might come to stand beside a declaration; answers how many records.
  func publishGarbage() async throws -> Int {
    let texts = try self.garbage()
    try await self.publish(texts, beside: Self.garbagePair)
    return texts.count
  }

  /// Takes away what ``publishGarbage()`` published.
  func removeGarbage() async throws {
    let pair = Self.garbagePair
    let all = try await self.declaration(of: pair, at: self.authoritativeAddress)
    let kept = try await self.shop.control { agent in
      let info = try await agent.relationship(origin: pair.origin.name, destination: pair.destination.name)
      return info.originHalves + info.destinationHalves
    }
    try await self.remove(all.filter { !kept.contains($0) }, from: pair)
  }

  private func garbage() throws -> [String] {
    let pair = Self.garbagePair
    let (origin, destination) = (try self.site(pair.origin), try self.site(pair.destination))
    let forge = DeclarationForge(now: Int64(Date().timeIntervalSince1970))
    let strangers = try forge.halves(of: Site(pair.origin, from: self.authority), and: destination)
    let ended = try forge.halves(of: origin, and: destination, ended: 3600)
    let doubled = try forge.halves(of: origin, and: destination).origin
    return [
      "v=M2DMRT1",
      "v=M2DMRT1; s=\(pair.origin.name); t=\(pair.destination.name)",
      "v=M2DMRT1; this is no tag",
      "v=M2DMRT1; s=not_this.test; t=nor.this.test; k=x; h=y; a=MD5; n=2; x=1; b=z",
      "v=spf1 -all",
      "a note to self",
      doubled + "; s=\(pair.origin.name)",
      ended.origin, ended.destination, strangers.origin, strangers.destination,
    ]
  }
}
