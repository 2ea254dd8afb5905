import ArgumentParser

struct PartnerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "partner",
    abstract: "List or show the partners in the agent's configuration, or see whether one answers.",
    subcommands: [PartnerListCommand.self, PartnerShowCommand.self, PartnerTestCommand.self])
}
