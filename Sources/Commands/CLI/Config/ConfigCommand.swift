import ArgumentParser

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Examine configuration files.",
    subcommands: [ConfigCheckCommand.self])
}
