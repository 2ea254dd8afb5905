import Foundation

/// What an agent says of itself to the others, for people.
package struct MemberCard: Codable, Hashable, Sendable {
  private let schema: Int
  /// The machine.
  package let host: String
  package let process: Int32
  /// Where partners reach it; nil when it only calls.
  package let listen: String?
  package let version: String

  package init(host: String, process: Int32, listen: String?, version: String) {
    self.schema = 1
    self.host = host
    self.process = process
    self.listen = listen
    self.version = version
  }

  var octets: [UInt8] { (try? JSONEncoder().encode(self)).map { Array($0) } ?? [] }

  /// How messages name it; what cannot be read is named by its key.
  static func name(_ octets: Data, key: String) -> String {
    guard let card = try? JSONDecoder().decode(Self.self, from: octets) else { return "agent \(key.prefix(64))" }
    let host = String(
      card.host.unicodeScalars.prefix(80).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : Character($0) })
    return "warifud on \(host) (process \(card.process))"
  }
}
