import ArgumentParser

struct RelationshipCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relationship",
    abstract:
      "Make, list, show, renew or end relationships, and clear up what is left over, between your hosts and your partners'.",
    subcommands: [
      RelationshipCreateCommand.self, RelationshipListCommand.self, RelationshipShowCommand.self,
      RelationshipRenewCommand.self, RelationshipWithdrawCommand.self, RelationshipPruneCommand.self,
    ])
}
