public import TLSKeys

/// One end of a hop as the client reached it.
public enum HopEnd: Hashable, Sendable {
  /// Over TLS with a certificate valid for the host; the keys seen, at least one.
  case keys([PublicKey])
  /// Not so, and why.
  case noKey(reason: String)
}
