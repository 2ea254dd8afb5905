import Foundation

/// A person's own folders for this program (XDG Base Directory Specification).
enum UserFolders {
  static var configuration: String { self.folder("XDG_CONFIG_HOME", "/.config") }

  /// For sockets; nil where the system gives no such folder.
  static var runtime: String? {
    ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? "\($0)/warifu" : nil }
  }

  private static func folder(_ variable: String, _ usual: String) -> String {
    let named = ProcessInfo.processInfo.environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (named ?? NSHomeDirectory() + usual) + "/warifu"
  }
}
