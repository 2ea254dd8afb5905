import ArgumentParser

struct ReferenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract: "Make, sign or show reference values: the measurements that you approve.",
    subcommands: [ReferenceCreateCommand.self, ReferenceSignCommand.self, ReferenceShowCommand.self])
}
