import Foundation
import Secrets

/// Copies of files that are their owner's alone from their first moment, and on the disk when they are made.
package enum FileCopy {
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    package let path: String
    package let reason: String
    /// Whether the copy's path is taken.
    package let exists: Bool

    package var description: String { "\(self.path): \(self.reason)" }
  }

  /// - Parameter path: a file that must not exist yet; it gets mode 0600.
  package static func make(of source: String, at path: String) throws(Failure) {
    let input = open(source, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard input >= 0 else { throw self.failure(source) }
    defer { close(input) }
    let output = try self.create(path)
    defer { close(output) }
    do throws(Failure) {
      try self.pour(input, source, into: output, path)
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Makes an empty file of mode 0600 where there is none.
  package static func reserve(_ path: String) throws(Failure) {
    close(try self.create(path))
  }

  /// Fills a file that was reserved.
  package static func fill(_ path: String, from source: String) throws(Failure) {
    let input = open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard input >= 0 else { throw self.failure(source) }
    defer { close(input) }
    let output = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
    guard output >= 0 else { throw self.failure(path) }
    defer { close(output) }
    try self.pour(input, source, into: output, path)
  }

  /// Has the names in a folder on the disk, as far as the file system can.
  package static func synchronize(folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func create(_ path: String) throws(Failure) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw self.failure(path) }
    return descriptor
  }

  private static func pour(
    _ input: Int32, _ source: String, into output: Int32, _ path: String
  ) throws(Failure) {
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(input, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw self.failure(source) }
      if count == 0 { break }
      var rest = buffer[..<count]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { throw self.failure(path) }
        rest = rest.dropFirst(written)
      }
    }
    guard fsync(output) == 0 else { throw self.failure(path) }
  }

  private static func failure(_ path: String) -> Failure {
    Failure(path: path, reason: systemReason(), exists: errno == EEXIST)
  }
}
