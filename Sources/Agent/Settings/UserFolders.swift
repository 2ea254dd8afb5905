import Foundation

/// A person's own folders for Warifu's programs (XDG Base Directory Specification).
package struct UserFolders: Hashable, Sendable {
  package let configuration: String
  /// What is to last between runs.
  package let state: String
  /// What can be had again.
  package let cache: String
  /// For sockets; nil where the system gives no such folder.
  package let runtime: String?

  /// Those of the user who runs this process.
  package static var current: UserFolders {
    let environment = ProcessInfo.processInfo.environment
    return UserFolders(environment: environment, home: self.home(environment))
  }

  /// The user's home: what `HOME` says, as for every other program, else what the system knows of the user.
  package static func home(_ environment: [String: String]) -> String {
    environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
  }

  package init(environment: [String: String], home: String) {
    func folder(_ variable: String, _ usual: String) -> String {
      let named = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
      return (named ?? home + usual) + "/warifu"
    }
    self.configuration = folder("XDG_CONFIG_HOME", "/.config")
    self.state = folder("XDG_STATE_HOME", "/.local/state")
    self.cache = folder("XDG_CACHE_HOME", "/.cache")
    self.runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? "\($0)/warifu" : nil }
  }
}
