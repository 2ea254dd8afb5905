import ArgumentParser

struct EvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Verify what a TEE says about itself (AWS Nitro, AMD SEV-SNP, Intel TDX), show it, or make it.",
    subcommands: [EvidenceVerifyCommand.self, EvidenceShowCommand.self, EvidenceCreateCommand.self])
}
