/// A request as it is sent, and what is needed to check its answer.
public struct SignedMessage: Hashable, Sendable {
  /// The whole message with its TSIG.
  public let wire: [UInt8]
  /// The request's MAC, which the answer's covers too.
  public let mac: [UInt8]
  /// The message's id.
  public let id: UInt16
}
