import Foundation
import NIOCore

/// Socket addresses for the plain sockets of this room.
enum LoopbackAddress {
  /// AF_INET6 for `::1` and its like.
  static func family(of address: String) -> Int32 { address.contains(":") ? AF_INET6 : AF_INET }

  /// Calls `body` with the address, for `bind` and `connect`; false when it answers anything but 0 or `address` is no literal.
  static func use(_ address: String, _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Bool {
    guard let literal = try? SocketAddress(ipAddress: address, port: Int(port)) else { return false }
    return literal.withSockAddr { body($0, socklen_t($1)) } == 0
  }
}
