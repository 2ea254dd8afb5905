/// How a server is asked.
public enum ServerTransport: Hashable, Sendable, CaseIterable {
  /// One datagram; an answer that says it was truncated is returned as it is.
  case udp
  /// A connection for this question alone (RFC 7766).
  case tcp
  /// A datagram first, and a connection where the answer says that it was truncated (RFC 7766 §5).
  case udpThenTCP
}
