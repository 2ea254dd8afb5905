import ArgumentParser

struct StoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Look after where the agent keeps its relationships.",
    subcommands: [StoreMoveCommand.self])
}
