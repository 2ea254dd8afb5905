/// How long a probe waits, and how much it reads.
public struct ProbeLimits: Sendable, Hashable {
  /// For the TCP connection.
  public var connect: Duration
  /// For the TLS handshake, after the TCP connection.
  public var handshake: Duration
  /// For the reply, its body prefix included, after the request.
  public var reply: Duration

  /// The most octets of a reply's head, interim replies (1xx) included.
  public static let headOctets = 65_536
  /// The most fields of a reply's head.
  public static let headFields = 200
  /// The most octets of a reply's body that are ever read.
  public static let bodyOctets = 65_536

  public init(connect: Duration = .seconds(5), handshake: Duration = .seconds(5), reply: Duration = .seconds(10)) {
    self.connect = connect
    self.handshake = handshake
    self.reply = reply
  }
}
