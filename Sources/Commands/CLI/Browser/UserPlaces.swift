import Foundation
import Settings

/// What decides which browsers a user has and where they look: home folder and search path.
struct UserPlaces: Hashable, Sendable {
  let home: String
  /// Where programs keep their settings (XDG Base Directory Specification).
  let configuration: String
  let searchPath: [String]
  /// Warifu's own.
  let folders: UserFolders

  /// Those of the user who runs this process.
  static var current: UserPlaces { UserPlaces(environment: ProcessInfo.processInfo.environment) }

  init(environment: [String: String]) {
    self.home = UserFolders.home(environment)
    self.configuration =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(self.home)/.config"
    self.searchPath = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
    self.folders = UserFolders(environment: environment, home: self.home)
  }

  /// The first program of that name on the search path.
  func program(_ name: String) -> String? {
    self.searchPath.lazy.map { "\($0)/\(name)" }.first(where: Self.isProgram)
  }

  /// Whether there is a file that this user can execute.
  static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
      && access(path, X_OK) == 0
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
