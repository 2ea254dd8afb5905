import Foundation
import Secrets

/// A listening Unix socket that one user alone can open. Linux only.
struct LocalSocket {
  let descriptor: Int32
  private let path: String
  private let name: SocketName.Status

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
    try self.makeWay(path, &address)

    let descriptor = self.socket()
    // On Linux the name takes over the mode that the socket itself has when it is bound, so it is never open to others; a
    // chmod afterwards could meet another file that was put there meanwhile.
    guard descriptor >= 0, fchmod(descriptor, 0o600) == 0, self.call(bind, descriptor, &address) == 0 else {
      throw self.failure(path, descriptor)
    }
    do throws(LocalSocketError) {
      let name = try SocketName(of: path)
      if user != geteuid() { try name.give(to: user) }
      guard Glibc.listen(descriptor, 64) == 0 else { throw self.failure(path, -1) }
      return LocalSocket(descriptor: descriptor, path: path, name: try name.status())
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// Removes the name, unless another process has put its own there since.
  func remove() {
    guard let now = try? SocketName(of: self.path).status(), now == self.name else { return }
    unlink(self.path)
  }

  private static func makeWay(_ path: String, _ address: inout sockaddr_un) throws(LocalSocketError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw LocalSocketError(
        path: path, reason: "exists and is no socket", next: "Move it away, or name another path.")
    }
    let probe = self.socket()
    defer { close(probe) }
    guard self.call(connect, probe, &address) != 0, errno == ECONNREFUSED || errno == ENOENT else {
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
    let reason = systemReason()
    if descriptor >= 0 { close(descriptor) }
    return LocalSocketError(
      path: path, reason: "cannot be listened at: \(reason)", next: "Its folder must exist and be writable.")
  }
}
