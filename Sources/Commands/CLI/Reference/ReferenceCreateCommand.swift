import ArgumentParser
import Attestation
import Foundation
import Settings

struct ReferenceCreateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make reference values of an enclave image's description, or of evidence.",
    discussion: """
      Best is what your own build says: --from-eif reads what `nitro-cli describe-eif` or `build-enclave` prints. --from takes over \
      what evidence says, once it is verified; several files give several allowed values. That is trust on first use: do it with \
      evidence of which you know otherwise that the right code made it.

        nitro-cli describe-eif --eif-path app.eif | warifu reference create --from-eif - --name "app 1.4" --output values.yaml
        warifu reference create --from report.bin --endorsement vcek.der chain.pem --output values.yaml

      Prints YAML for people to read and change, with --json the same as JSON; both are read by `evidence verify --reference`.

      Exit code: 0 made; 1 evidence that does not verify, or whose code was not measured; 2 wrong command line or file; \
      4 malformed evidence; 5 collateral is missing or has expired.
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Evidence whose measurements are taken over once it is verified.", valueName: "file"))
  var from: [String] = []

  @Option(help: ArgumentHelp("The JSON that nitro-cli prints of an image; - is standard input.", valueName: "file"))
  var fromEif: String?

  @Option(help: ArgumentHelp("What results call these values. (default: the first file's name)", valueName: "text"))
  var name: String?

  @Option(
    help: ArgumentHelp("From when on they hold: 2026-11-01T00:00:00Z, or Unix seconds.", valueName: "time"),
    transform: GivenTime.init(argument:))
  var notBefore: GivenTime?

  @Option(help: ArgumentHelp("Until when they hold.", valueName: "time"), transform: GivenTime.init(argument:))
  var notAfter: GivenTime?

  @OptionGroup(title: "With --from") var verification: VerificationOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard self.from.isEmpty != (self.fromEif == nil) else {
      throw ValidationError("Give one of --from and --from-eif.")
    }
    if let notBefore, let notAfter, notAfter.seconds < notBefore.seconds {
      throw ValidationError("--not-after lies before --not-before.")
    }
    try VerificationOptions.checkStandardInput(self.from + [self.fromEif ?? ""] + self.verification.files)
  }

  func report() async throws -> Report {
    if let fromEif { return self.report(try self.values(describeEIF: fromEif), notes: []) }
    let (evidence, told) = try self.verifiedEvidence()
    let values = ReferenceValues(
      name: try self.checkedName(self.from.first), from: evidence, notBefore: self.notBefore?.seconds,
      notAfter: self.notAfter?.seconds)
    var notes =
      told + ["these values are what the evidence says; that the right code made it, you have to know otherwise"]
    if evidence.contains(where: \.isSimulated) { notes.append("the evidence is simulated: anybody can make such") }
    if evidence.contains(where: \.isDebug) { notes.append("the evidence is of a TEE in debug mode") }
    return self.report(values, notes: notes)
  }

  private func report(_ values: ReferenceValues, notes: [String]) -> Report {
    let document = values.document
    return Report(document, lines: document.yaml.split(separator: "\n").map { Line(String($0)) }, notes: notes)
  }

  private func values(describeEIF path: String) throws -> ReferenceValues {
    let file = try OwnerFile(path)
    do {
      return try ReferenceValues(
        describeEIF: try file.document(), name: try self.checkedName(path == InputFile.standardInput ? nil : path),
        notBefore: self.notBefore?.seconds, notAfter: self.notAfter?.seconds)
    } catch let error as DocumentError {
      throw file.complaint(error)
    } catch is SettingsError {
      throw Complaint.usage(
        path, "\(path) is not what nitro-cli prints of an image",
        next: "Give the JSON of `nitro-cli describe-eif --eif-path FILE`, or of `nitro-cli build-enclave`.")
    }
  }

  private func verifiedEvidence() throws -> (evidence: [VerifiedEvidence], notes: [String]) {
    let judge = try EvidenceJudge(self.verification, reference: nil)
    var evidence: [VerifiedEvidence] = []
    var notes = judge.endorsements.notes
    for path in self.from {
      let (told, result, advice) = try judge.verified(
        try InputFile(beginning: path, EvidenceText.maximumOctets))
      notes += told
      switch result {
      case .success(let verified):
        if let name = verified.unmeasured.first {
          throw Complaint(
            .failed, code: "notMeasured", subject: path,
            message: "\(path): \(name) is zero, so that nothing is known of its code",
            next: verified.isDebug ? "Run it without debug mode, and take that evidence." : "Ask its maker why.")
        }
        evidence.append(verified)
      case .failure(let error):
        throw Complaint(
          error.kind.outcome, code: error.kind.rawValue, subject: path, message: "\(path): \(error.message)",
          next: advice.next(after: error))
      }
    }
    return (evidence, notes)
  }

  private func checkedName(_ path: String?) throws(Complaint) -> String {
    let name =
      self.name
      ?? path.map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent } ?? "reference values"
    guard 1...ReferenceValues.longestName ~= name.utf8.count,
      name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else {
      throw .usage(
        "--name", "the name has 1 to \(ReferenceValues.longestName) octets, and no control character",
        next: self.name == nil ? "The file's name does not do: give one with --name." : "Give another --name.")
    }
    return name
  }
}
