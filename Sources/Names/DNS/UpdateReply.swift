public import DNSWire

/// What a server said, signed, to an update.
public struct UpdateReply: Hashable, Sendable {
  /// Whether it was applied, or why not.
  public let responseCode: ResponseCode
  /// The server's clock when it answered, Unix seconds.
  public let serverTime: UInt64
}
