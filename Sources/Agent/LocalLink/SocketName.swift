import Foundation
import Secrets

/// The name of a socket in the file system, held open so that it cannot be exchanged between two calls. Linux only.
final class SocketName {
  /// By what a name is known again.
  struct Status: Equatable {
    let device: dev_t
    let inode: ino_t
    /// Inodes are used again at once, so the moment of the last change tells a socket from a later one.
    let changed: [Int]
  }

  // Linux' own values, which Glibc shows to GNU sources only.
  private static let pathOnly: Int32 = 0o10000000  // O_PATH
  private static let emptyPath: Int32 = 0x1000  // AT_EMPTY_PATH

  private let path: String
  private let descriptor: Int32

  /// Opens the name itself, not what a link there leads to.
  ///
  /// - Throws: ``LocalSocketError`` unless it is a socket of mode 0600.
  init(of path: String) throws(LocalSocketError) {
    self.path = path
    self.descriptor = open(path, Self.pathOnly | O_NOFOLLOW | O_CLOEXEC)
    guard self.descriptor >= 0 else { throw Self.failure(path, "cannot be opened: \(systemReason())") }
    let status = try self.look()
    guard status.st_mode & S_IFMT == S_IFSOCK, status.st_mode & 0o777 == 0o600 else {
      throw Self.failure(path, "is not the socket of mode 0600 that was made there")
    }
  }

  deinit {
    if self.descriptor >= 0 { close(self.descriptor) }
  }

  /// Makes it another user's, which takes privilege. A socket that cannot be given away is removed.
  func give(to user: UInt32) throws(LocalSocketError) {
    guard fchownat(self.descriptor, "", user, gid_t.max, Self.emptyPath) == 0 else {
      let reason = systemReason()
      unlink(self.path)
      throw LocalSocketError(
        path: self.path, reason: "cannot be given to user \(user): \(reason)",
        next: "Run this program as that user or as root, or leave the user out.")
    }
  }

  func status() throws(LocalSocketError) -> Status {
    let status = try self.look()
    return Status(
      device: status.st_dev, inode: status.st_ino, changed: [status.st_ctim.tv_sec, status.st_ctim.tv_nsec])
  }

  private func look() throws(LocalSocketError) -> stat {
    var status = stat()
    guard fstat(self.descriptor, &status) == 0 else { throw Self.failure(self.path, "is gone: \(systemReason())") }
    return status
  }

  private static func failure(_ path: String, _ reason: String) -> LocalSocketError {
    LocalSocketError(path: path, reason: reason, next: "Nobody else should be able to write to its folder.")
  }
}
