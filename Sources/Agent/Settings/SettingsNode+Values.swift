import Foundation
import Yams

extension SettingsNode {
  /// Text as written; numbers and words are text too.
  package func string(_ key: String) throws(SettingsError) -> String {
    try self.text(try self.demanded(key), key)
  }

  package func string(_ key: String, default value: String) throws(SettingsError) -> String {
    try self.stringIfPresent(key) ?? value
  }

  package func stringIfPresent(_ key: String) throws(SettingsError) -> String? {
    guard let node = self.node(key) else { return nil }
    return try self.text(node, key)
  }

  /// Text that `read` turns into a value; what `read` throws becomes the error's problem, with this key's line.
  package func value<Value>(
    _ key: String, next: String = "", _ read: (String) throws -> Value
  ) throws(SettingsError) -> Value {
    try self.converted(try self.demanded(key), self.name(key), next, read)
  }

  package func valueIfPresent<Value>(
    _ key: String, next: String = "", _ read: (String) throws -> Value
  ) throws(SettingsError) -> Value? {
    guard let node = self.node(key) else { return nil }
    return try self.converted(node, self.name(key), next, read)
  }

  /// A list of texts, each turned into a value. A missing list is an error unless `default` is given.
  package func values<Value>(
    _ key: String, default value: [Value]? = nil, next: String = "", _ read: (String) throws -> Value
  ) throws(SettingsError) -> [Value] {
    guard let elements = try self.elements(key, optional: value != nil) else { return value ?? [] }
    var values: [Value] = []
    for (index, element) in elements.enumerated() {
      values.append(try self.converted(element, "\(self.name(key))[\(index)]", next, read))
    }
    return values
  }

  package func strings(_ key: String, default value: [String]? = nil) throws(SettingsError) -> [String] {
    try self.values(key, default: value) { $0 }
  }

  /// A decimal integer within `range`.
  package func int(_ key: String, in range: ClosedRange<Int>) throws(SettingsError) -> Int {
    try self.integer(try self.demanded(key), key, range)
  }

  package func int(_ key: String, in range: ClosedRange<Int>, default value: Int) throws(SettingsError) -> Int {
    guard let node = self.node(key) else { return value }
    return try self.integer(node, key, range)
  }

  /// One of a few words; `value` where the key is missing.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, default value: Choice
  ) throws(SettingsError) -> Choice where Choice.RawValue == String {
    guard let node = self.node(key) else { return value }
    let written = try self.text(node, key)
    guard let choice = Choice(rawValue: written) else {
      let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw self.wrong(node, self.name(key), "`\(written)` is not known here", next: "One of: \(words).")
    }
    return choice
  }

  /// A file's path; a relative one starts from the configuration file's folder.
  package func path(_ key: String) throws(SettingsError) -> String {
    self.absolute(try self.string(key))
  }

  package func path(_ key: String, default value: String) throws(SettingsError) -> String {
    self.absolute(try self.string(key, default: value))
  }

  package func pathIfPresent(_ key: String) throws(SettingsError) -> String? {
    try self.stringIfPresent(key).map { self.absolute($0) }
  }

  /// `path` itself when it is absolute, else from the configuration file's folder.
  package func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    let folder = URL(fileURLWithPath: self.file).deletingLastPathComponent()
    return folder.appendingPathComponent(path).standardizedFileURL.path
  }

  /// A number with a unit: `500ms`, `30s`, `10m`, `12h`, `14d`.
  package func duration(_ key: String, in range: ClosedRange<Duration>) throws(SettingsError) -> Duration {
    try self.span(try self.demanded(key), key, range)
  }

  package func duration(
    _ key: String, in range: ClosedRange<Duration>, default value: Duration
  ) throws(SettingsError) -> Duration {
    guard let node = self.node(key) else { return value }
    return try self.span(node, key, range)
  }

  /// A mapping within this one.
  package func map(_ key: String) throws(SettingsError) -> SettingsNode {
    try self.mapping(try self.demanded(key), path: self.name(key))
  }

  package func mapIfPresent(_ key: String) throws(SettingsError) -> SettingsNode? {
    guard let node = self.node(key) else { return nil }
    return try self.mapping(node, path: self.name(key))
  }

  /// A list of mappings. With `optional`, a missing list is empty.
  package func list(_ key: String, optional: Bool = false) throws(SettingsError) -> [SettingsNode] {
    var nodes: [SettingsNode] = []
    for (index, element) in (try self.elements(key, optional: optional) ?? []).enumerated() {
      nodes.append(try self.mapping(element, path: "\(self.name(key))[\(index)]"))
    }
    return nodes
  }

  /// One text or one mapping, as in `signer: /run/a.sock` and `signer: { address: … }`.
  package func textOrMap<Value>(
    _ key: String, next: String = "", text: (String) throws -> Value,
    map: (SettingsNode) throws(SettingsError) -> Value
  ) throws(SettingsError) -> Value {
    try self.textOrMap(try self.demanded(key), self.name(key), next, text, map)
  }

  /// A list in which each element is one text or one mapping.
  package func textsOrMaps<Value>(
    _ key: String, next: String = "", text: (String) throws -> Value,
    map: (SettingsNode) throws(SettingsError) -> Value
  ) throws(SettingsError) -> [Value] {
    var values: [Value] = []
    for (index, element) in (try self.elements(key, optional: false) ?? []).enumerated() {
      values.append(try self.textOrMap(element, "\(self.name(key))[\(index)]", next, text, map))
    }
    return values
  }

  private func textOrMap<Value>(
    _ node: Node, _ name: String, _ next: String, _ text: (String) throws -> Value,
    _ map: (SettingsNode) throws(SettingsError) -> Value
  ) throws(SettingsError) -> Value {
    if case .mapping = node { return try map(try self.mapping(node, path: name)) }
    return try self.converted(node, name, next, text)
  }

  private func elements(_ key: String, optional: Bool) throws(SettingsError) -> [Node]? {
    guard let node = optional ? self.node(key) : try self.demanded(key) else { return nil }
    guard case .sequence(let sequence) = node else {
      throw self.wrong(node, self.name(key), "should be a list", next: "Write `[a, b]`, or one `- value` a line.")
    }
    return Array(sequence)
  }

  private func converted<Value>(
    _ node: Node, _ name: String, _ next: String, _ read: (String) throws -> Value
  ) throws(SettingsError) -> Value {
    let text = try self.text(node, named: name)
    do {
      return try read(text)
    } catch let error as SettingsError {
      throw error
    } catch {
      throw self.wrong(node, name, "\(error)", next: next)
    }
  }

  private func integer(_ node: Node, _ key: String, _ range: ClosedRange<Int>) throws(SettingsError) -> Int {
    let written = try self.text(node, key)
    guard node.scalar?.style == .plain, let number = Int(written) else {
      throw self.wrong(node, self.name(key), "should be a whole number, not `\(written)`")
    }
    guard range.contains(number) else {
      throw self.wrong(
        node, self.name(key), "\(number) is out of range",
        next: "From \(range.lowerBound) to \(range.upperBound) is allowed.")
    }
    return number
  }

  private func span(_ node: Node, _ key: String, _ range: ClosedRange<Duration>) throws(SettingsError) -> Duration {
    let written = try self.text(node, key)
    guard let duration = Duration(written: written) else {
      throw self.wrong(
        node, self.name(key), "`\(written)` is not a span of time", next: "Write a number and ms, s, m, h or d: `30s`.")
    }
    guard range.contains(duration) else {
      throw self.wrong(
        node, self.name(key), "\(written) is out of range",
        next: "From \(range.lowerBound.written) to \(range.upperBound.written) is allowed.")
    }
    return duration
  }

  private func text(_ node: Node, _ key: String) throws(SettingsError) -> String {
    try self.text(node, named: self.name(key))
  }

  private func text(_ node: Node, named name: String) throws(SettingsError) -> String {
    guard case .scalar(let scalar) = node else {
      throw self.wrong(node, name, "should be one value, not a list or mapping")
    }
    guard scalar.style != .plain || !["", "~", "null"].contains(scalar.string) else {
      throw self.wrong(node, name, "has no value", next: "Write one, or remove the key.")
    }
    return scalar.string
  }

  private func wrong(_ node: Node, _ name: String, _ problem: String, next: String = "") -> SettingsError {
    SettingsError(file: self.file, line: node.mark?.line ?? self.line, key: name, problem: problem, next: next)
  }
}
