/// How the cache between the zone and the clients is set up.
enum StudyCache: String, CaseIterable, Sendable {
  case plain, serveStale, serveStaleBounded, serveStaleWaiting

  /// Seconds after its end for which the bounded one serves an answer.
  static let bound = 30
  /// The TTL of an answer that has ended, by which it is told from one that has not. The clients here keep nothing.
  static let expiredTTL: UInt32 = 1

  var label: String {
    switch self {
    case .plain: "plain"
    case .serveStale: "serve-expired"
    case .serveStaleBounded: "serve-expired, at most \(Self.bound) s"
    case .serveStaleWaiting: "serve-expired, asks first"
    }
  }

  /// Lines of unbound's `server:` clause.
  var options: [String] {
    ["serve-expired-reply-ttl: \(Self.expiredTTL)"] + self.ownOptions
  }

  private var ownOptions: [String] {
    switch self {
    case .plain: ["serve-expired: no"]
    case .serveStale: ["serve-expired: yes"]
    case .serveStaleBounded: ["serve-expired: yes", "serve-expired-ttl: \(Self.bound)"]
    // RFC 8767 §5: a day, and only after 1.8 s without an answer of the zone's servers.
    case .serveStaleWaiting:
      ["serve-expired: yes", "serve-expired-ttl: 86400", "serve-expired-client-timeout: 1800"]
    }
  }
}
