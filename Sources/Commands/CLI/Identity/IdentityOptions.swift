import ArgumentParser
import Foundation
import Settings

/// Where the agent's identity is kept.
struct IdentityOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of agent.pem and agent.key. (default: as the agent's configuration says, else /etc/warifu/identity for root, else ~/.config/warifu/identity)",
      valueName: "folder"))
  var folder: String?

  func path() throws -> String {
    if let folder { return folder }
    if let configured = try FileDefaults.load().identity { return configured }
    return geteuid() == 0 ? "/etc/warifu/identity" : UserFolders.current.configuration + "/identity"
  }
}
