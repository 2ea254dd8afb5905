import Foundation

/// The environment variables that stand between a flag and the configuration file. None ever holds a secret.
enum Surroundings: String, CaseIterable {
  /// The agent's configuration file.
  case config = "WARIFU_CONFIG"
  /// The agent's control socket.
  case socket = "WARIFU_SOCKET"
  /// `trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`.
  case log = "WARIFU_LOG"
  /// As `--resolver`.
  case resolver = "WARIFU_RESOLVER"
  /// As `--trust-anchor`.
  case trustAnchor = "WARIFU_TRUST_ANCHOR"
  /// The language of pages for people: `en` or `ja`.
  case language = "WARIFU_LANG"

  /// Its value; an empty one counts as unset.
  var value: String? {
    ProcessInfo.processInfo.environment[self.rawValue].flatMap { $0.isEmpty ? nil : $0 }
  }
}
