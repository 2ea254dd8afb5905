import Foundation

/// Files of this system.
package struct SystemTSMFiles: TSMFiles {
  package init() {}

  package func makeEntry(_ path: String) throws(SystemFault) {
    guard mkdir(path, 0o700) == 0 else { throw SystemFault(errno) }
  }

  package func removeEntry(_ path: String) throws(SystemFault) {
    guard rmdir(path) == 0 else { throw SystemFault(errno) }
  }

  package func read(_ path: String, limit: Int) throws(SystemFault) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFault(errno) }
    defer { close(descriptor) }
    var octets: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4_096)
    while octets.count <= limit {
      let count = piece.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return octets }
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemFault(errno)
      }
      octets += piece.prefix(count)
    }
    throw SystemFault(EFBIG)
  }

  package func write(_ octets: [UInt8], to path: String) throws(SystemFault) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFault(errno) }
    let count = octets.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    let fault = errno
    // The kernel takes a binary attribute when it is closed.
    let closed = close(descriptor)
    guard count >= 0 else { throw SystemFault(fault) }
    guard count == octets.count else { throw SystemFault(EIO) }
    guard closed == 0 else { throw SystemFault(errno) }
  }
}
