import Foundation

/// A port of 127.0.0.1 that takes connections and datagrams and never answers, as behind a firewall that drops packets.
package final class SilentListener: Sendable {
  package let port: UInt16
  private let descriptors: [Int32]

  package init() throws(ProcessError) {
    let port = try FreePort.find()
    self.port = port
    self.descriptors = [SOCK_STREAM, SOCK_DGRAM].map { kind in
      let descriptor = socket(AF_INET, Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      _ = LoopbackAddress.use("127.0.0.1", port) { bind(descriptor, $0, $1) }
      if kind == SOCK_STREAM { listen(descriptor, 16) }
      return descriptor
    }
  }

  deinit { for descriptor in self.descriptors { close(descriptor) } }
}
