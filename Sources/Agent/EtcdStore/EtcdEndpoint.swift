import NIOCore

/// Where a member of an etcd cluster takes clients' calls: `https://etcd-1.example:2379`, or `http://127.0.0.1:2379` without
/// TLS, which only this machine's own members may be asked by.
package struct EtcdEndpoint: Hashable, Sendable, CustomStringConvertible {
  package let isSecure: Bool
  /// A name or an address literal, that of IPv6 without brackets.
  package let host: String
  package let port: Int

  /// - Throws: ``EtcdSettingsError`` that says what is wrong with the text.
  package init(_ text: String) throws(EtcdSettingsError) {
    let rest: Substring
    if text.hasPrefix("https://") {
      (self.isSecure, rest) = (true, text.dropFirst("https://".count))
    } else if text.hasPrefix("http://") {
      (self.isSecure, rest) = (false, text.dropFirst("http://".count))
    } else {
      throw EtcdSettingsError("`\(text)` does not begin with https:// or http://")
    }
    let address = rest.hasSuffix("/") ? rest.dropLast() : rest
    guard let colon = address.lastIndex(of: ":"), let port = UInt16(address[address.index(after: colon)...]), port > 0
    else { throw EtcdSettingsError("`\(text)` names no port") }
    var host = address[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    let isIPv6 = host.contains(":")
    guard !host.isEmpty, host.utf8.allSatisfy(Self.isAllowed), !isIPv6 || Self.literal(host)?.protocol == .inet6,
      isIPv6 == (address.hasPrefix("["))
    else { throw EtcdSettingsError("`\(text)` names no host") }
    self.host = String(host)
    self.port = Int(port)
    guard self.isSecure || self.isLoopback else {
      throw EtcdSettingsError("`\(text)` would carry everything in clear text over the network")
    }
  }

  package var description: String {
    "\(self.isSecure ? "https" : "http")://\(self.host.contains(":") ? "[\(self.host)]" : self.host):\(self.port)"
  }

  var isIPv4: Bool { Self.literal(self.host[...])?.protocol == .inet }
  var isIPv6: Bool { self.host.contains(":") }

  private var isLoopback: Bool {
    self.host == "::1" || self.host == "localhost" || (self.isIPv4 && self.host.hasPrefix("127."))
  }

  private static func literal(_ host: Substring) -> SocketAddress? {
    try? SocketAddress(ipAddress: String(host), port: 0)
  }

  private static func isAllowed(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
