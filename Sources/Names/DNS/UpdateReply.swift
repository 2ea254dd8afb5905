public import DNSWire

/// What a server said, signed, to an update.
public struct UpdateReply: Hashable, Sendable {
  /// Whether it was applied, or why not.
  public let responseCode: ResponseCode
  /// The server's clock when it answered, Unix seconds. PowerDNS repeats `requestTime` here, whatever time it is there.
  public let serverTime: UInt64
  /// The time that the update was signed with, Unix seconds.
  public let requestTime: UInt64
}
