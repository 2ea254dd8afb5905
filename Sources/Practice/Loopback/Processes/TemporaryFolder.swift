import Foundation

/// A folder `/tmp/warifu-XXXXXX` (mode 0700), removed with all it contains by `close()` or with the last reference.
/// The path is short, because that of a Unix socket may have 107 octets at most.
package final class TemporaryFolder: Sendable {
  package let path: String

  /// - Parameter removedOnInterrupt: also remove it when SIGINT, SIGTERM or SIGHUP ends this process (see `InterruptCleanUp`).
  package init(removedOnInterrupt: Bool = false) throws(FolderError) {
    var template = Array("/tmp/warifu-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw FolderError(path: "/tmp/warifu-XXXXXX", reason: String(cString: strerror(errno)))
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if removedOnInterrupt { InterruptCleanUp.shared.add(path) }
  }

  /// - Parameters:
  ///   - parent: the folder it is made in; it is removed with it at the latest.
  ///   - name: its name there.
  package init(in parent: TemporaryFolder, _ name: String) throws(FolderError) {
    path = try parent.makeFolder(name)
  }

  /// The path of something inside.
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes a folder inside, and those above it; answers its path.
  @discardableResult
  package func makeFolder(_ name: String) throws(FolderError) -> String {
    do {
      try FileManager.default.createDirectory(atPath: file(name), withIntermediateDirectories: true)
      return file(name)
    } catch {
      throw FolderError(path: file(name), reason: "\(error)")
    }
  }

  /// Writes a file inside, with this mode from its first moment; answers its path.
  @discardableResult
  package func write(_ text: String, to name: String, mode: UInt32 = 0o644) throws(FolderError) -> String {
    let octets = Array(text.utf8)
    let made = file("\(name).new")
    let descriptor = open(made, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode_t(mode))
    guard descriptor >= 0 else { throw FolderError(path: made, reason: String(cString: strerror(errno))) }
    defer { Foundation.close(descriptor) }
    var rest = octets[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw FolderError(path: made, reason: String(cString: strerror(errno))) }
      rest = rest.dropFirst(count)
    }
    guard rename(made, file(name)) == 0 else {
      throw FolderError(path: file(name), reason: String(cString: strerror(errno)))
    }
    return file(name)
  }

  /// The text of a file inside.
  package func read(_ name: String) throws(FolderError) -> String {
    guard let data = FileManager.default.contents(atPath: file(name)) else {
      throw FolderError(path: file(name), reason: "it cannot be read")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Removes it. Doing so again is harmless.
  package func close() {
    try? FileManager.default.removeItem(atPath: path)
    InterruptCleanUp.shared.remove(path)
  }

  deinit { close() }
}
