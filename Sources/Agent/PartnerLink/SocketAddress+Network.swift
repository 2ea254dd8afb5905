import Foundation
import NIOCore

extension SocketAddress {
  /// What is held to one share: an IPv4 address, or the /64 of an IPv6 address, since one host has all of that.
  var network: String? {
    guard self.protocol == .inet6, let text = self.ipAddress else { return self.ipAddress }
    var octets = [UInt8](repeating: 0, count: 16)
    guard inet_pton(AF_INET6, String(text.prefix { $0 != "%" }), &octets) == 1 else { return text }
    let isMapped = octets.prefix(10).allSatisfy { $0 == 0 } && octets[10...11].allSatisfy { $0 == 255 }
    return isMapped ? text : octets.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "/64"
  }
}
