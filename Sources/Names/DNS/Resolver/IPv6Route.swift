import Foundation
import NIOCore

/// Whether this machine can reach the IPv6 Internet.
enum IPv6Route {
  /// Connecting a UDP socket sends nothing, but fails without a route. The address is that of a.root-servers.net.
  static var exists: Bool {
    let descriptor = socket(AF_INET6, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard let address = try? SocketAddress(ipAddress: "2001:503:ba3e::2:30", port: 53) else { return false }
    return address.withSockAddr { connect(descriptor, $0, socklen_t($1)) } == 0
  }
}
