import Foundation
import Loopback

/// An HTTP server on 127.0.0.1 that says *200* at once and then sends its body octet by octet, without end.
final class DrippingListener: Sendable {
  let port: UInt16
  private let listener: Int32

  init() throws {
    self.port = try FreePort.find()
    self.listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = self.port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    _ = withUnsafeBytes(of: &address) { octets in
      octets.baseAddress.map {
        bind(self.listener, $0.assumingMemoryBound(to: sockaddr.self), socklen_t(octets.count))
      }
    }
    listen(self.listener, 16)
    let listener = self.listener
    Thread.detachNewThread {
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        Thread.detachNewThread { Self.drip(connection) }
      }
    }
  }

  deinit {
    shutdown(self.listener, Int32(SHUT_RDWR))
    close(self.listener)
  }

  private static func drip(_ connection: Int32) {
    var text = Array("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n".utf8)
    while send(connection, text, text.count, Int32(MSG_NOSIGNAL)) > 0 {
      text = [0x2E]
      usleep(20_000)
    }
    close(connection)
  }
}
