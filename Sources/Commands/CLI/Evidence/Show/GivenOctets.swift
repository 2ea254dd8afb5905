/// Octets that a TEE was given to put into its evidence.
enum GivenOctets {
  /// How long they are, and what they read as where they are ASCII text, zeros after it apart.
  static func meaning(_ octets: [UInt8]) -> String {
    guard octets.contains(where: { $0 != 0 }) else { return "" }
    let end = octets.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    let content = octets[..<end]
    let count = end == octets.count ? "\(octets.count) octets" : "\(octets.count) octets, zeros after \(end)"
    guard content.allSatisfy({ (0x20...0x7E).contains($0) }) else { return count }
    return "\(count): “\(String(decoding: content, as: UTF8.self))”"
  }

  /// The same, after who gave them.
  static func meaning(_ octets: [UInt8], _ giver: String) -> String {
    let meaning = self.meaning(octets)
    return meaning.isEmpty ? giver : "\(giver), \(meaning)"
  }

  /// What is zero where nobody gave anything.
  static func orNothing(_ octets: [UInt8], _ meaning: String, ifZero: String) -> String {
    octets.allSatisfy { $0 == 0 } ? ifZero : meaning
  }
}
