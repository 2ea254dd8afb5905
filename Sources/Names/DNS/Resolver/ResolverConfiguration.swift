/// How a `ValidatingResolver` reaches the DNS, and from which keys it validates.
public struct ResolverConfiguration: Hashable, Sendable {
  /// Whom it asks. It validates itself on every path; the AD bit of others is never believed.
  public enum Path: Hashable, Sendable {
    /// The servers of the system's `/etc/resolv.conf`.
    case system
    /// The zones' own servers, from the root down, on port 53.
    case recursive
    /// These resolvers (or an authoritative server that serves the whole tree); several back each other up.
    case forward([ServerAddress])
  }

  public var path: Path
  public var trustAnchors: TrustAnchors
  /// For `.recursive`: the addresses of the root's servers; `nil` for the real ones. The port must be 53.
  public var rootHints: [ServerAddress]?
  /// The file that `.system` reads.
  public var systemFile = "/etc/resolv.conf"

  public init(path: Path, trustAnchors: TrustAnchors = .standard()) {
    self.path = path
    self.trustAnchors = trustAnchors
  }
}
