import Settings
package import ArgumentParser

/// The program `warifu`: noun, then verb; bare verbs only for what is needed daily.
package struct Warifu: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "warifu",
    abstract: "Shows whether two sites really agreed that you are sent from one to the other.",
    discussion: """
      A shop that sends its customers to a payment provider, and that provider, each declare it in the DNS, signed by \
      their TLS keys. `warifu verify` follows a link as a browser would and checks every such step; the other commands \
      make and look after the declarations of your own hosts, with the help of the agent `warifud`.

      Exit codes: 0 good, 1 refused or failed, 2 wrong command line or configuration, 3 warning or undeclared, \
      4 bogus, 5 could not find out, 6 insecure, 70 a fault of the program, 130 interrupted. A malformed record is 1 for \
      `verify`, and 4 for the commands that only look at records: `declaration` and `policy`.

      Environment: WARIFU_RESOLVER, WARIFU_TRUST_ANCHOR, WARIFU_SOCKET, WARIFU_CONFIG and WARIFU_LOG stand between the \
      flags and the configuration file. WARIFU_LANG (en, ja) is the language of `verify --html`. NO_COLOR is honoured.
      """,
    version: ProductVersion.current,
    subcommands: [VerifyCommand.self, StatusCommand.self, MonitorCommand.self, DemoCommand.self],
    groupedSubcommands: [
      CommandGroup(
        name: "What is published",
        subcommands: [RelationshipCommand.self, KeyCommand.self, DeclarationCommand.self, PolicyCommand.self]),
      CommandGroup(name: "Trusted execution environments", subcommands: [EvidenceCommand.self]),
      CommandGroup(
        name: "This installation",
        subcommands: [
          DoctorCommand.self, IdentityCommand.self, PartnerCommand.self, ConfigCommand.self, BackupCommand.self,
          RestoreCommand.self, StoreCommand.self, BrowserCommand.self, CompletionCommand.self,
        ]),
    ])

  package init() {}
}
