/// An absolute `http` or `https` URL as a browser would request it (WHATWG URL Standard), without fragment and without
/// user name and password, which are dropped.
public struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
  public enum Scheme: String, Sendable {
    case http, https

    /// 80 or 443.
    public var defaultPort: Int { self == .http ? 80 : 443 }
  }

  public let scheme: Scheme
  /// Lower case: a name in A-labels without trailing dot, or an IP literal without brackets.
  public let host: String
  /// Whether the host is an IPv4 or IPv6 literal. `2130706433` and `0x7f.1` are, as browsers see them.
  public let isIPLiteral: Bool
  public let port: Int
  /// Path and query, percent-encoded, beginning with `/`: what stands in the request line.
  public let target: String

  init(scheme: Scheme, authority: URLAuthority, target: String) {
    self.scheme = scheme
    self.host = authority.host
    self.isIPLiteral = authority.isIPLiteral
    self.port = authority.port ?? scheme.defaultPort
    self.target = target
  }

  /// Reads an absolute URL; nil for everything else.
  public init?(_ text: String) {
    guard case .http(let url) = RedirectTarget(text, relativeTo: nil) else { return nil }
    self = url
  }

  /// The value for the `Host` field: the port only where it is not the scheme's.
  public var hostHeader: String {
    let host = self.host.contains(":") ? "[\(self.host)]" : self.host
    return self.port == self.scheme.defaultPort ? host : "\(host):\(self.port)"
  }

  public var description: String { "\(self.scheme.rawValue)://\(self.hostHeader)\(self.target)" }
}
