import Foundation

/// A listening Unix socket that only its owner can open: mode 0600 from the moment it has a name.
enum LocalSocket {
  /// Binds and listens.
  ///
  /// - Returns: the descriptor, which the caller owns.
  static func listen(at path: String) throws(ControlError) -> Int32 {
    var address = try self.address(path)
    try self.clear(path, &address)
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw self.failure(path, "no socket could be made") }
    // On Linux the name takes over the mode that the socket has when it is bound.
    guard fchmod(descriptor, 0o600) == 0, self.call(bind, descriptor, &address) == 0,
      chmod(path, 0o600) == 0, Glibc.listen(descriptor, 64) == 0
    else {
      let error = self.failure(path, "the socket could not be opened")
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// Removes what a killed agent left behind; refuses where an agent still answers or the file is no socket.
  private static func clear(_ path: String, _ address: inout sockaddr_un) throws(ControlError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw ControlError(
        code: "socketInUse", subject: path, message: "\(path) exists and is no socket",
        next: "Name another path, or remove it")
    }
    let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(probe) }
    // A full backlog or a lack of rights fails too, and says nothing about the other agent's end.
    guard self.call(connect, probe, &address) != 0, errno == ECONNREFUSED || errno == ENOENT else {
      throw ControlError(
        code: "socketInUse", subject: path, message: "another agent answers at \(path)",
        next: "Stop it, or name another path")
    }
    unlink(path)
  }

  private static func address(_ path: String) throws(ControlError) -> sockaddr_un {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard !path.isEmpty, path.utf8.count < room else {
      throw ControlError(
        code: "socketPath", subject: path, message: "the socket's path has \(path.utf8.count) octets, \(room - 1) fit",
        next: "Choose a shorter one")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return address
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

  private static func failure(_ path: String, _ what: String) -> ControlError {
    ControlError(
      code: "socket", subject: path, message: "\(path): \(what): \(String(cString: strerror(errno)))",
      next: "Its folder must exist and be writable for this user")
  }
}
