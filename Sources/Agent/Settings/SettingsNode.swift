import Yams

/// One mapping of a configuration file. It remembers which keys were asked for, so that ``finish()`` can refuse the rest.
///
/// An accessor named after a type demands the key; with `default:` it may be missing; with `IfPresent` it is nil then.
/// A key without a value (`key:`) counts as an error, never as missing.
package final class SettingsNode {
  package let file: String
  /// Where the mapping begins, from 1.
  package let line: Int
  /// The way to this mapping, as in `hosts[0]`; empty for the document.
  package let path: String

  private let entries: [(key: String, line: Int, value: Node)]
  private var asked: [String] = []
  private var children: [SettingsNode] = []

  init(document node: Node, file: String, path: String = "") throws(SettingsError) {
    let line = node.mark?.line ?? 1
    guard case .mapping(let mapping) = node else {
      throw SettingsError(
        file: file, line: line, key: path, problem: "should be a mapping of keys to values",
        next: "Write `key: value` lines.")
    }
    var entries: [(key: String, line: Int, value: Node)] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        throw SettingsError(
          file: file, line: key.mark?.line ?? line, key: path, problem: "has a key that is not a plain word")
      }
      entries.append((name, key.mark?.line ?? line, value))
    }
    self.file = file
    self.line = line
    self.path = path
    self.entries = entries
  }

  /// The keys as written, in the file's order: for mappings whose keys are names of things.
  package var keys: [String] { self.entries.map(\.key) }

  package func has(_ key: String) -> Bool {
    self.asked.append(key)
    return self.entries.contains { $0.key == key }
  }

  /// Everything in this mapping, for a reader of its own schema: no key counts as unknown any more.
  package var tree: SettingsTree {
    self.asked += self.keys
    return .map(self.entries.map { SettingsTree.Field(key: $0.key, value: SettingsTree($0.value)) })
  }

  /// The line a key stands in, or the mapping's.
  package func line(of key: String) -> Int {
    self.entries.first { $0.key == key }?.line ?? self.line
  }

  /// Where a key stands, or an element of its list; where the mapping does if it has no such key.
  package func place(_ key: String, element: Int? = nil) -> SettingsPlace {
    let name = self.name(key) + (element.map { "[\($0)]" } ?? "")
    var line = self.line(of: key)
    if let element, case .sequence(let list)? = self.entries.first(where: { $0.key == key })?.value,
      list.indices.contains(element)
    {
      line = list[element].mark?.line ?? line
    }
    return SettingsPlace(file: self.file, line: line, key: name)
  }

  /// An error about a key of this mapping, for checks that the caller makes.
  package func error(_ key: String, _ problem: String, next: String = "") -> SettingsError {
    SettingsError(file: self.file, line: self.line(of: key), key: self.name(key), problem: problem, next: next)
  }

  /// Refuses every key that nobody asked for, here and in the mappings handed out.
  package func finish() throws(SettingsError) {
    if let fault = self.unknownKeys(besides: []).first { throw fault }
  }

  /// The keys that nobody asked for, here and in the mappings handed out.
  ///
  /// - Parameter faults: what was found before: a mapping that one of them is about was perhaps not read to its end, so that
  ///   nothing is said about its keys.
  package func unknownKeys(besides faults: [SettingsError]) -> [SettingsError] {
    let isRead =
      faults.isEmpty || self.path.isEmpty
      || (!self.asked.isEmpty && !faults.contains { $0.key.hasPrefix(self.path) })
    let unknown = isRead ? self.entries.filter { !self.asked.contains($0.key) } : []
    let own = unknown.map { entry in
      let near = nearest(to: entry.key, among: self.asked)
      return SettingsError(
        file: self.file, line: entry.line, key: self.name(entry.key), problem: "is not a key of this file",
        next: near.map { "Did you mean `\($0)`?" } ?? "Remove it.")
    }
    return own + self.children.flatMap { $0.unknownKeys(besides: faults) }
  }

  func name(_ key: String) -> String {
    self.path.isEmpty ? key : "\(self.path).\(key)"
  }

  func node(_ key: String) -> Node? {
    self.asked.append(key)
    return self.entries.first { $0.key == key }?.value
  }

  func demanded(_ key: String) throws(SettingsError) -> Node {
    guard let node = self.node(key) else {
      throw SettingsError(
        file: self.file, line: self.line, key: self.name(key), problem: "is missing",
        next: "Add `\(key):` to \(self.path.isEmpty ? "the file" : self.path).")
    }
    return node
  }

  func mapping(_ node: Node, path: String) throws(SettingsError) -> SettingsNode {
    let child = try SettingsNode(document: node, file: self.file, path: path)
    self.children.append(child)
    return child
  }
}
