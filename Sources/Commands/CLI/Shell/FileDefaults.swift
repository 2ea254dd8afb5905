import Agent
import Foundation
import Settings

/// What the agent's configuration file says for the commands, where neither a flag nor a variable does. Nothing else in
/// the file is read here: `warifu config check` judges it.
struct FileDefaults: Sendable {
  /// The file's path; empty where there is none.
  var file = ""
  var socket: String?
  /// The agent's state folder.
  var state: String?
  /// Whether the state is in etcd, not in a file of the agent's own.
  var isShared = false
  /// The folder of the agent's identity.
  var identity: String?
  /// As `--resolver`.
  var resolver: String?
  /// How the zones' own servers are asked.
  var fresh: String?
  var trustAnchor: String?

  /// Reads the file that `WARIFU_CONFIG` names, else a person's own, else the machine's. One that was not named is
  /// passed over when it is not there or not ours to read.
  static func load() throws(SettingsError) -> FileDefaults {
    if let named = Surroundings.config.value { return try self.read(named) }
    for path in [UserFolders.current.configuration + "/warifud.yaml", AgentConfiguration.standardPath] {
      if FileManager.default.isReadableFile(atPath: path) { return (try? self.read(path)) ?? FileDefaults() }
    }
    return FileDefaults()
  }

  private static func read(_ path: String) throws(SettingsError) -> FileDefaults {
    let node = try SettingsFile.load(path)
    let names = try node.mapIfPresent("resolver")
    return FileDefaults(
      file: path, socket: try node.pathIfPresent("socket"), state: try node.pathIfPresent("state"),
      isShared: node.has("store"), identity: try node.path("identity", default: "identity"),
      resolver: try names?.stringIfPresent("path"), fresh: try names?.stringIfPresent("fresh"),
      trustAnchor: try names?.pathIfPresent("trustAnchor"))
  }
}
