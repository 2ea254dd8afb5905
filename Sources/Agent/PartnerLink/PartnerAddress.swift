import NIOCore

/// Where a partner's agent listens: a host name or an address literal, and a port.
package struct PartnerAddress: Hashable, Sendable, CustomStringConvertible {
  package let host: String
  package let port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `host:port`, `192.0.2.1:port` or `[2001:db8::1]:port`; nil for anything else.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0
    else { return nil }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
      guard Self.isIPv6(host) else { return nil }
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    self.init(host: host, port: Int(port))
  }

  package var description: String {
    self.host.contains(":") ? "[\(self.host)]:\(self.port)" : "\(self.host):\(self.port)"
  }

  var isIPv4: Bool { Self.literal(self.host)?.protocol == .inet }
  var isIPv6: Bool { Self.isIPv6(self.host) }

  private static func isIPv6(_ host: String) -> Bool { self.literal(host)?.protocol == .inet6 }

  private static func literal(_ host: String) -> SocketAddress? {
    try? SocketAddress(ipAddress: host, port: 0)
  }
}
