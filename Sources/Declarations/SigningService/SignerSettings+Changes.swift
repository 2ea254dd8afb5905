extension SignerSettings {
  /// The keys of the file that differ from `other`'s, and that a running signing agent cannot take over.
  package func changesForRestart(since other: SignerSettings) -> [String] {
    var keys: [String] = []
    if self.socket != other.socket { keys.append("socket") }
    if self.user != other.user { keys.append("user") }
    if self.listener?.address != other.listener?.address { keys.append("listen.address") }
    if self.listener?.identityFolder != other.listener?.identityFolder { keys.append("listen.identity") }
    return keys
  }
}
