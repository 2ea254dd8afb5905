import ArgumentParser

struct IdentityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identity",
    abstract: "Make, show or replace this organization's agent identity: the certificate that partners pin.",
    subcommands: [IdentityCreateCommand.self, IdentityShowCommand.self, IdentityRotateCommand.self])
}
