/// One map of a document, read key by key. It remembers which keys were asked for, so that ``finish()`` can refuse the
/// rest: what somebody wrote and nobody reads is a rule that does not hold.
final class DocumentNode {
  /// The way to this map.
  let path: String
  private let fields: [DocumentValue.Field]
  private var asked: Set<String> = []
  private var children: [DocumentNode] = []

  /// The most octets of a text in a document: a reference value in hexadecimal digits is the longest.
  private static let longestText = 2 * ReferenceValues.longestValue

  init(_ value: DocumentValue, path: String = "") throws(DocumentError) {
    guard case .map(let fields) = value else {
      throw DocumentError(path, "should be a map of keys to values", next: "Write `key: value` lines.")
    }
    var keys: Set<String> = []
    for field in fields {
      // Finding a key twice hashes it, which takes the square of the number of its combining marks.
      guard field.key.utf8.count <= StrictJSON.longestWord, field.value.longestText <= Self.longestText else {
        throw DocumentError(path, "has a key or a text that is too long")
      }
      guard keys.insert(field.key).inserted else {
        throw DocumentError(path.isEmpty ? field.key : "\(path).\(field.key)", "stands twice", next: "Keep one.")
      }
    }
    self.path = path
    self.fields = fields
  }

  /// The keys as written, in their order: for maps whose keys are names of things.
  var keys: [String] { self.fields.map(\.key) }

  func name(_ key: String) -> String { self.path.isEmpty ? key : "\(self.path).\(key)" }

  func value(_ key: String) -> DocumentValue? {
    self.asked.insert(key)
    return self.fields.first { $0.key == key }?.value
  }

  /// A map within this one.
  func map(_ key: String) throws(DocumentError) -> DocumentNode? {
    guard let value = self.value(key) else { return nil }
    let child = try DocumentNode(value, path: self.name(key))
    self.children.append(child)
    return child
  }

  func text(_ key: String) throws(DocumentError) -> String? {
    guard let value = self.value(key) else { return nil }
    return try Self.text(value, self.name(key))
  }

  func flag(_ key: String) throws(DocumentError) -> Bool? {
    switch self.value(key) {
    case nil: return nil
    case .flag(let flag): return flag
    case .text("true"): return true
    case .text("false"): return false
    default: throw DocumentError(self.name(key), "should be `true` or `false`")
    }
  }

  func integer(_ key: String, in range: ClosedRange<Int64>) throws(DocumentError) -> Int64? {
    guard let value = self.value(key) else { return nil }
    let number: Int64? =
      switch value {
      case .integer(let number): number
      case .text(let text): Int64(text)
      case .flag, .nothing, .list, .map: nil
      }
    guard let number else { throw DocumentError(self.name(key), "should be a whole number") }
    guard range.contains(number) else {
      throw DocumentError(
        self.name(key), "is \(number), out of range",
        next: "From \(range.lowerBound) to \(range.upperBound) is allowed.")
    }
    return number
  }

  /// A time in UTC, as `2026-09-21T14:13:20Z`: Unix seconds.
  func time(_ key: String) throws(DocumentError) -> Int64? {
    guard let text = try self.text(key) else { return nil }
    guard let seconds = UTCSeconds.read(text) else {
      throw DocumentError(
        self.name(key), "is `\(text.prefix(64))`, which is no time", next: "Write it as `2026-09-21T14:13:20Z`.")
    }
    return seconds
  }

  /// One text, or a list of texts. Each comes with the way to it.
  func texts(_ key: String, atMost limit: Int = 256) throws(DocumentError) -> [(path: String, text: String)]? {
    guard let value = self.value(key) else { return nil }
    guard case .list(let values) = value else { return [(self.name(key), try Self.text(value, self.name(key)))] }
    guard values.count <= limit else {
      throw DocumentError(self.name(key), "has \(values.count) values; \(limit) are allowed")
    }
    var texts: [(path: String, text: String)] = []
    for (index, value) in values.enumerated() {
      let path = "\(self.name(key))[\(index)]"
      texts.append((path, try Self.text(value, path)))
    }
    return texts
  }

  /// One value in hexadecimal digits, or a list of them.
  func octets(_ key: String, lengths: ClosedRange<Int>) throws(DocumentError) -> Set<[UInt8]>? {
    guard let texts = try self.texts(key) else { return nil }
    var all: Set<[UInt8]> = []
    for (path, text) in texts {
      guard let octets = Hexadecimal.octets(text) else {
        throw DocumentError(path, "is not hexadecimal", next: "Two digits make an octet.")
      }
      guard lengths.contains(octets.count) else {
        let allowed =
          lengths.count == 1 ? "\(lengths.lowerBound)" : "\(lengths.lowerBound) to \(lengths.upperBound)"
        throw DocumentError(path, "has \(octets.count) octets", next: "It should have \(allowed).")
      }
      all.insert(octets)
    }
    return all
  }

  /// The same, and never an empty list.
  func allowed(_ key: String, lengths: ClosedRange<Int>) throws(DocumentError) -> Set<[UInt8]>? {
    guard let all = try self.octets(key, lengths: lengths) else { return nil }
    guard !all.isEmpty else {
      throw DocumentError(self.name(key), "allows no value at all", next: "Name one, or remove the key.")
    }
    return all
  }

  /// Refuses every key that nobody asked for, here and in the maps handed out.
  func finish() throws(DocumentError) {
    if let unknown = self.keys.first(where: { !self.asked.contains($0) }) {
      throw DocumentError(
        self.name(unknown), "is not a key of this document",
        next: "Known here: \(self.asked.sorted().joined(separator: ", ")).")
    }
    for child in self.children { try child.finish() }
  }

  private static func text(_ value: DocumentValue, _ path: String) throws(DocumentError) -> String {
    switch value {
    case .text(let text): return text
    case .integer(let number): return String(number)
    case .flag, .nothing, .list, .map: throw DocumentError(path, "should be one text")
    }
  }
}

extension DocumentValue {
  /// The octets of the longest text here or directly in a list; texts in maps are looked at with their map.
  fileprivate var longestText: Int {
    switch self {
    case .text(let text): text.utf8.count
    case .list(let values):
      values.reduce(0) {
        guard case .text(let text) = $1 else { return $0 }
        return max($0, text.utf8.count)
      }
    case .integer, .flag, .nothing, .map: 0
    }
  }
}
