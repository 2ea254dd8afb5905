import ArgumentParser

struct CollateralCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collateral",
    abstract: "Keep what AMD and Intel publish about their TEEs, to verify evidence with.",
    subcommands: [
      CollateralImportCommand.self, CollateralFetchCommand.self, CollateralListCommand.self,
      CollateralCheckCommand.self,
    ])
}
