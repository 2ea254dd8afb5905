import Foundation

/// A listening Unix socket that one user alone can open. Linux only.
struct LocalSocket {
  let descriptor: Int32
  private let path: String
  private let device: dev_t
  private let inode: ino_t
  /// Inodes are used again at once, so the moment of the last change tells our socket from a later one.
  private let changed: [Int]

  /// Binds and listens. What a killed process left behind is replaced; a socket somebody listens at is not.
  ///
  /// - Parameter user: who may connect; the socket is given to that user, which takes privilege if it is another.
  static func listen(at path: String, for user: UInt32) throws(LocalSocketError) -> LocalSocket {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path) - 1
    guard !path.isEmpty, path.utf8.count <= room else {
      throw LocalSocketError(
        path: path, reason: "a socket's path has at most \(room) octets", next: "Choose a shorter one.")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    try self.makeWay(path)

    let descriptor = self.socket()
    // On Linux the name takes over the mode that the socket itself has when it is bound, so it is never open to others.
    guard descriptor >= 0, fchmod(descriptor, 0o600) == 0, self.call(bind, descriptor, &address) == 0 else {
      throw self.failure(path, descriptor)
    }
    guard chmod(path, 0o600) == 0, Glibc.listen(descriptor, 64) == 0 else {
      throw self.failure(path, descriptor)
    }
    if user != geteuid(), chown(path, user, gid_t.max) != 0 {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      unlink(path)
      throw LocalSocketError(
        path: path, reason: "cannot be given to user \(user): \(reason)",
        next: "Run this program as that user or as root, or leave the user out.")
    }
    var status = stat()
    guard lstat(path, &status) == 0 else { throw self.failure(path, descriptor) }
    return LocalSocket(
      descriptor: descriptor, path: path, device: status.st_dev, inode: status.st_ino,
      changed: [status.st_ctim.tv_sec, status.st_ctim.tv_nsec])
  }

  /// Removes the name, unless another process has put its own there since.
  func remove() {
    var status = stat()
    guard lstat(self.path, &status) == 0, status.st_dev == self.device, status.st_ino == self.inode,
      [status.st_ctim.tv_sec, status.st_ctim.tv_nsec] == self.changed
    else { return }
    unlink(self.path)
  }

  private static func makeWay(_ path: String) throws(LocalSocketError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw LocalSocketError(
        path: path, reason: "exists and is no socket", next: "Move it away, or name another path.")
    }
    guard !SocketProbe.isListening(at: path) else {
      throw LocalSocketError(
        path: path, reason: "another process listens there", next: "Stop it, or name another path.")
    }
    unlink(path)
  }

  private static func socket() -> Int32 {
    Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  }

  private static func call(
    _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32, _ descriptor: Int32, _ address: inout sockaddr_un
  ) -> Int32 {
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        function(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  private static func failure(_ path: String, _ descriptor: Int32) -> LocalSocketError {
    let reason = String(cString: strerror(errno))
    if descriptor >= 0 { close(descriptor) }
    return LocalSocketError(
      path: path, reason: "cannot be listened at: \(reason)", next: "Its folder must exist and be writable.")
  }
}
