import ArgumentParser

struct EvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Verify what a TEE says about itself (AWS Nitro, AMD SEV-SNP, Intel TDX), or make it.",
    subcommands: [EvidenceVerifyCommand.self, EvidenceCreateCommand.self])
}
