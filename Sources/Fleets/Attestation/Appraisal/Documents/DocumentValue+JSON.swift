import Foundation

extension DocumentValue {
  /// The most octets of a JSON text.
  public static let maximumOctets = 1 << 20

  /// Reads a JSON text (RFC 8259), as strictly as signed collateral is read: no key twice in one object, whole numbers
  /// only, at most 16 objects and lists in one another.
  ///
  /// - Throws: ``DocumentError`` that says where the text stops being such JSON.
  public init(json octets: [UInt8]) throws(DocumentError) {
    do {
      self.init(try StrictJSON(octets, atMost: Self.maximumOctets, check: "document.json"))
    } catch {
      throw DocumentError("", "is not JSON as it is read here: \(error.message)")
    }
  }

  private init(_ value: StrictJSON) {
    switch value {
    case .object(let members): self = .map(members.map { Field($0.name, Self($0.value)) })
    case .array(let values): self = .list(values.map { Self($0) })
    case .text(let text): self = .text(text)
    case .integer(let number): self = .integer(number)
    case .bool(let flag): self = .flag(flag)
    case .null: self = .nothing
    }
  }

  /// JSON with sorted keys and no white space: one text for one value.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
