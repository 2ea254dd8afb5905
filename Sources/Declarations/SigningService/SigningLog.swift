import Foundation
import Secrets
import Synchronization

/// The append-only log of signatures and refusals: one JSON object a line, mode 0600. It may be rotated away; the next
/// line begins a new file.
final class SigningLog: Sendable {
  private struct Open {
    let descriptor: Int32
    let device: dev_t
    let inode: ino_t
    /// The last line has no end, so the next one must not begin right behind it.
    var isTorn: Bool
  }

  private let path: String
  private let file = Mutex<Open?>(nil)

  init(_ path: String) throws(SigningLogError) {
    self.path = path
    try self.write([])
  }

  deinit {
    self.file.withLock { open in
      if let open { close(open.descriptor) }
    }
  }

  /// Writes one line, whole or not at all as far as the system lets it be known.
  func write(_ line: SigningLogLine) throws(SigningLogError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(line) else {
      throw SigningLogError(path: self.path, reason: "cannot take this line")
    }
    try self.write(Array(data) + [0x0A])
  }

  private func write(_ octets: [UInt8]) throws(SigningLogError) {
    let result: Result<Void, SigningLogError> = self.file.withLock { file in
      do throws(SigningLogError) {
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
  private func current(_ file: inout Open?) throws(SigningLogError) -> Open {
    var status = stat()
    if let known = file {
      if stat(self.path, &status) == 0, status.st_dev == known.device, status.st_ino == known.inode { return known }
      file = nil
      close(known.descriptor)
    }
    let descriptor = open(self.path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw self.failure("cannot be opened: \(systemReason())") }
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw self.failure("is not a regular file")
    }
    guard status.st_mode & 0o077 == 0 else {
      close(descriptor)
      throw self.failure("may be used by others. Run: chmod 600 \(self.path)")
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

  private func failure(_ reason: String) -> SigningLogError {
    SigningLogError(path: self.path, reason: reason)
  }
}
