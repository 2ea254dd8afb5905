import DNS
import DNSWire

/// Names and updates that the tests share.
enum Updates {
  static let nameText = "pay-1.test._m2dmrt.ec-1.test."

  static func zone() throws -> DomainName { try DomainName(UpdateServer.zoneText) }
  static func name() throws -> DomainName { try DomainName(nameText) }
  static func data(_ texts: [String]) -> [[UInt8]] { texts.map { TXTData.encode($0.utf8) } }

  static func add(
    _ texts: String..., at name: String = nameText, if prerequisites: [UpdateMessage.Prerequisite] = []
  ) throws -> UpdateMessage {
    let owner = try DomainName(name)
    return UpdateMessage(
      zone: try zone(), prerequisites: prerequisites,
      changes: texts.map { .add(.txt(owner, ttl: 60, text: $0.utf8)) })
  }

  static func replace(_ old: [String], by new: [String]) throws -> UpdateMessage {
    .replacing(data(old), at: try name(), .txt, in: try zone(), by: data(new), ttl: 60)
  }
}
