extension PrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Names the key by its public half.
  public var description: String { "private half of \(self.publicKey)" }

  public var debugDescription: String { self.description }

  /// Shows no children, so that `dump` and test failures print no secret.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
