import ArgumentParser
import Attestation
import Attesters

struct EvidenceCreateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make evidence: of the TEE that this runs in, or simulated.",
    discussion: """
      With --device, which needs root, the TEE that this runs in is found and asked. With --simulated no hardware is needed: \
      the evidence has the real format, below a root that is made up on the spot, and a policy that trusts this root is written \
      beside it. Such evidence proves nothing to anybody; it is for trying, and for tests.

        warifu evidence create --device --binding 6f1c… --output report.bin
        warifu evidence create --simulated snp --output try.bin

      What comes with the evidence is written beside it: try.certificates (SEV-SNP), try.collateral.json (TDX), try.policy.yaml.

      Exit code: 0 made; 2 wrong command line; 5 there is no TEE here, or it made none.
      """)

  @Option(
    help: ArgumentHelp("Play a TEE: nitro, snp or tdx.", valueName: "format"),
    completion: .list(EvidenceFormat.allCases.map(\.rawValue)), transform: EvidenceFormat.init(argument:))
  var simulated: EvidenceFormat?

  @Flag(help: "Ask the TEE that this runs in.")
  var device = false

  @Option(
    help: ArgumentHelp(
      "What it shall carry: user_data of Nitro, 512 octets at most, else report_data, 64. Hexadecimal.",
      valueName: "hex"),
    transform: OctetsArgument.init(argument:))
  var binding: OctetsArgument?

  @Option(
    help: ArgumentHelp("Nitro's nonce, 512 octets at most; the others have none. Hexadecimal.", valueName: "hex"),
    transform: OctetsArgument.init(argument:))
  var nonce: OctetsArgument?

  @OptionGroup(title: "Simulated evidence") var simulation: SimulationOptions

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp("The file for the evidence; what comes with it is written beside.", valueName: "file"))
  var destination: String

  @Flag(help: "Write one JSON document about it instead of text.")
  var json = false

  var output: OutputOptions { OutputOptions(json: self.json) }

  func validate() throws {
    guard self.device == (self.simulated == nil) else {
      throw ValidationError("Give one of --device and --simulated.")
    }
    guard self.destination != "-" else {
      throw ValidationError("Evidence is written to files: name one with --output.")
    }
    guard self.simulated != nil || !self.simulation.isGiven else {
      throw ValidationError("--measurement, --debug and --at go with --simulated.")
    }
    if let simulated, simulated != .nitro, self.nonce != nil {
      throw ValidationError("Only a Nitro document has a nonce: let what you give as --binding depend on it.")
    }
  }

  func report() async throws -> Report {
    let made = try await self.made()
    let files = EvidenceFiles(self.destination, made)
    try files.write(made)
    return Report(files, lines: files.lines)
  }

  private func made() async throws -> MadeEvidence {
    do {
      guard let simulated else {
        return MadeEvidence(try await DeviceSearch().evidence(binding: self.bindingOctets, nonce: self.nonceOctets))
      }
      let tee = try self.simulation.tee(simulated)
      let evidence = try await tee.attester.evidence(binding: self.bindingOctets, nonce: self.nonceOctets)
      return MadeEvidence(evidence, rootDigest: tee.rootDigest, at: self.simulation.at?.seconds)
    } catch let error as AttesterError {
      throw Complaint(
        error.kind == .badRequest ? .usage : .unknown, code: error.kind.rawValue,
        subject: self.simulated?.rawValue ?? "--device", message: error.message,
        next: error.kind == .badRequest
          ? "Change what you give as --measurement, --binding or --nonce."
          : "See docs/making-evidence.md: what each kernel needs.")
    }
  }

  private var bindingOctets: [UInt8] { self.binding?.octets ?? [] }
  private var nonceOctets: [UInt8] { self.nonce?.octets ?? [] }
}

extension EvidenceFormat {
  fileprivate init(argument: String) throws {
    guard let format = Self(rawValue: argument) else {
      throw ValidationError("There are \(Self.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    self = format
  }
}
