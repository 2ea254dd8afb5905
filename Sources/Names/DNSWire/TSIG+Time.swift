extension TSIG {
  /// When a message says that it was signed, Unix seconds; `nil` where it has no TSIG that can be read. It is the server's
  /// word only after `verify` has taken the same octets.
  public static func timeSigned(_ message: [UInt8]) -> UInt64? {
    (try? split(message))?.1?.timeSigned
  }
}
