import ArgumentParser

struct EvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Evidence from trusted execution environments.",
    subcommands: [EvidenceShowCommand.self])
}
