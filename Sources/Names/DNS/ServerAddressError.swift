/// A text that is no server address.
public struct ServerAddressError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text as it was given.
  public let text: String
  /// What is wrong with it.
  public let reason: String

  public var description: String {
    "'\(text.prefix(100))' is no server address: \(reason). Write it as 192.0.2.1:53 or [2001:db8::1]:53"
  }
}
