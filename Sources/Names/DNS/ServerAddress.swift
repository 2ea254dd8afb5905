import NIOCore

/// The address of one DNS server: an IP literal and a port.
public struct ServerAddress: Hashable, Sendable {
  /// An IPv4 or IPv6 literal, without brackets.
  public let host: String
  /// 1–65535.
  public let port: UInt16

  /// Reads `192.0.2.1`, `192.0.2.1:53`, `192.0.2.1@53`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:53` or
  /// `2001:db8::1@53`.
  /// - Parameter defaultPort: the port where the text names none.
  /// - Throws: `ServerAddressError` for host names and for everything else.
  public init(_ text: String, defaultPort: UInt16 = 53) throws(ServerAddressError) {
    let parts = try Self.parts(text)
    guard let port = parts.port.map(Self.port) ?? defaultPort, port != 0 else {
      throw ServerAddressError(text: text, reason: "the port is not a number of 1 to 65535")
    }
    guard let literal = try? SocketAddress(ipAddress: parts.host, port: Int(port)), let host = literal.ipAddress else {
      throw ServerAddressError(text: text, reason: "it begins with no IPv4 or IPv6 address")
    }
    self.host = host
    self.port = port
  }

  private static func parts(_ text: String) throws(ServerAddressError) -> (host: String, port: Substring?) {
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else {
        throw ServerAddressError(text: text, reason: "the closing bracket is missing")
      }
      let host = String(text[text.index(after: text.startIndex)..<close])
      let rest = text[text.index(after: close)...]
      guard host.contains(":") else { throw ServerAddressError(text: text, reason: "only IPv6 goes in brackets") }
      if rest.isEmpty { return (host, nil) }
      guard rest.first == ":" || rest.first == "@" else {
        throw ServerAddressError(text: text, reason: "after the bracket only a port can follow")
      }
      return (host, rest.dropFirst())
    }
    if let at = text.firstIndex(of: "@") {
      return (String(text[..<at]), text[text.index(after: at)...])
    }
    // More than one colon is IPv6 without a port.
    if let colon = text.firstIndex(of: ":"), colon == text.lastIndex(of: ":") {
      return (String(text[..<colon]), text[text.index(after: colon)...])
    }
    return (text, nil)
  }

  private static func port(_ text: Substring) -> UInt16? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt16(text) : nil
  }
}

extension ServerAddress: CustomStringConvertible {
  /// `192.0.2.1:53` or `[2001:db8::1]:53`.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// `192.0.2.1@53`, as Unbound and Knot write it.
  public var withAtSign: String { "\(host)@\(port)" }
}
