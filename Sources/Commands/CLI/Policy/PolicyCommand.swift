import ArgumentParser

struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Show, set or remove what a host demands of the steps that lead from it and to it.",
    subcommands: [PolicyShowCommand.self, PolicySetCommand.self, PolicyRemoveCommand.self])
}
