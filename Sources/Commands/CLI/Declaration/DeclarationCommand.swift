import ArgumentParser

struct DeclarationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "declaration",
    abstract: "Look at published declarations, or check records before they are published.",
    subcommands: [DeclarationShowCommand.self, DeclarationLintCommand.self])
}
