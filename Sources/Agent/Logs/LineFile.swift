import Foundation
import Secrets
import Synchronization

/// A file of lines that is only ever appended to. It may be rotated away; the next line begins a new file.
package final class LineFile: Sendable {
  private struct Open {
    let descriptor: Int32
    let device: dev_t
    let inode: ino_t
    /// The last line has no end, so the next one must not begin right behind it.
    var isTorn: Bool
  }

  package let path: String
  private let mode: mode_t
  private let file = Mutex<Open?>(nil)

  /// - Parameter mode: of a file that is made, such as 0600; one that is there and lets others do more is refused.
  package init(_ path: String, mode: UInt32) throws(LineFileError) {
    self.path = path
    self.mode = mode_t(mode)
    try self.append([])
  }

  deinit {
    self.file.withLock { open in
      if let open { close(open.descriptor) }
    }
  }

  /// Writes one line, whole or not at all as far as the system lets it be known.
  ///
  /// - Parameter line: without its end.
  package func write(_ line: [UInt8]) throws(LineFileError) { try self.append(line + [0x0A]) }

  private func append(_ octets: [UInt8]) throws(LineFileError) {
    let result: Result<Void, LineFileError> = self.file.withLock { file in
      do throws(LineFileError) {
        let open = try self.current(&file)
        let line = open.isTorn && !octets.isEmpty ? [0x0A] + octets : octets
        let count = line.withUnsafeBytes { Foundation.write(open.descriptor, $0.baseAddress, $0.count) }
        guard count == line.count else {
          if count > 0 { file?.isTorn = line[count - 1] != 0x0A }
          throw self.failure(count < 0 ? "cannot be written: \(systemReason())" : "was written only in part")
        }
        if count > 0 { file?.isTorn = false }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// The file that the path names now: opened, or opened anew where another has taken its place.
  private func current(_ file: inout Open?) throws(LineFileError) -> Open {
    var status = stat()
    if let known = file {
      if stat(self.path, &status) == 0, status.st_dev == known.device, status.st_ino == known.inode { return known }
      file = nil
      close(known.descriptor)
    }
    let descriptor = self.opened()
    guard descriptor >= 0 else { throw self.failure("cannot be opened: \(systemReason())") }
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw self.failure("is not a regular file")
    }
    guard status.st_mode & 0o077 & ~self.mode == 0 else {
      close(descriptor)
      throw self.failure("may be used by others. Run: chmod \(String(self.mode, radix: 8)) \(self.path)")
    }
    var last: UInt8 = 0x0A
    guard status.st_size == 0 || pread(descriptor, &last, 1, status.st_size - 1) == 1 else {
      close(descriptor)
      throw self.failure("cannot be read: \(systemReason())")
    }
    let open = Open(descriptor: descriptor, device: status.st_dev, inode: status.st_ino, isTorn: last != 0x0A)
    file = open
    return open
  }

  /// The file's descriptor, below 0 where it cannot be opened; it is made where it is not there.
  private func opened() -> Int32 {
    let flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let descriptor = open(self.path, flags)
    guard descriptor < 0, errno == ENOENT else { return descriptor }
    let made = open(self.path, flags | O_CREAT | O_EXCL, self.mode)
    // A service's umask takes away what a group is to have.
    if made >= 0 { _ = fchmod(made, self.mode) }
    return made >= 0 || errno != EEXIST ? made : open(self.path, flags)
  }

  private func failure(_ reason: String) -> LineFileError { LineFileError(path: self.path, reason: reason) }
}
