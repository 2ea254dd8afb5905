import ArgumentParser

struct BrowserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "browser",
    abstract: "Let a browser ask Warifu before it follows a redirect.",
    subcommands: [BrowserInstallCommand.self, BrowserUninstallCommand.self, BrowserDoctorCommand.self])
}
