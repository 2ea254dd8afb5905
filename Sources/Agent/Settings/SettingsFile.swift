import Foundation
import Secrets
import Yams

/// Reads a YAML configuration file into a ``SettingsNode``.
///
/// The file is one mapping of at most 1 MiB. Anchors, aliases, duplicate keys and several documents are refused: a
/// configuration should say one thing in one place.
package enum SettingsFile {
  package static let limit = 1 << 20

  /// Reads the file at `path`; paths inside it are taken relative to its folder.
  package static func load(_ path: String) throws(SettingsError) -> SettingsNode {
    try self.parse(try self.content(path), name: path)
  }

  /// Reads a text; `name` stands in errors, and its folder is what relative paths start from.
  package static func parse(_ text: String, name: String) throws(SettingsError) -> SettingsNode {
    do {
      let parser = try Parser(yaml: text, resolver: .basic)
      // A node refers weakly to its anchor, which only the parser keeps.
      return try withExtendedLifetime(parser) {
        guard let root = try parser.singleRoot() else {
          throw SettingsError(file: name, line: nil, problem: "is empty", next: "See Examples/ for one to start from.")
        }
        try self.refuseAnchors(root, file: name)
        return try SettingsNode(document: root, file: name)
      }
    } catch let error as SettingsError {
      throw error
    } catch let error as YamlError {
      throw SettingsError(yaml: error, file: name)
    } catch {
      throw SettingsError(file: name, line: nil, problem: "is not YAML: \(error)")
    }
  }

  private static func content(_ path: String) throws(SettingsError) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw SettingsError(file: path, line: nil, problem: "cannot be read: \(systemReason())")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw SettingsError(file: path, line: nil, problem: "is not a regular file", next: "Name the file itself.")
    }
    let data: Data
    do {
      data = try handle.read(upToCount: self.limit + 1) ?? Data()
    } catch {
      throw SettingsError(file: path, line: nil, problem: "cannot be read: \(error)")
    }
    guard data.count <= self.limit else {
      throw SettingsError(file: path, line: nil, problem: "is larger than \(self.limit) octets")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw SettingsError(file: path, line: nil, problem: "is not UTF-8 text", next: "Save it as UTF-8.")
    }
    return text
  }

  private static func refuseAnchors(_ node: Node, file: String) throws(SettingsError) {
    if node.anchor != nil || node.alias != nil {
      throw SettingsError(
        file: file, line: node.mark?.line, problem: "anchors (&) and aliases (*) are not read here",
        next: "Write the value out, or quote it.")
    }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        try self.refuseAnchors(key, file: file)
        try self.refuseAnchors(value, file: file)
      }
    case .sequence(let sequence):
      for element in sequence { try self.refuseAnchors(element, file: file) }
    case .scalar, .alias:
      break
    }
  }
}

extension SettingsError {
  fileprivate init(yaml error: YamlError, file: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      // The library says how a programmer allows more.
      if problem.hasPrefix("Maximum nesting level") {
        self.init(file: file, line: mark.line, problem: "is nested too deeply", next: "Nothing here needs that.")
        return
      }
      self.init(file: file, line: mark.line, problem: "is not YAML: \(problem)", next: "Check the indentation there.")
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        file: file, line: context.mark.line, key: duplicates.joined(separator: ", "),
        problem: "stands more than once", next: "Keep one.")
    default:
      self.init(file: file, line: nil, problem: "is not YAML: \(error)")
    }
  }
}
