import ArgumentParser
import Attestation
import Collateral

/// What evidence is verified by: the time, what the vendors say, and the owner's policy.
struct VerificationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Verify as of this time: 2026-03-07T01:04:33Z, or Unix seconds. (default: now)", valueName: "time"),
    transform: GivenTime.init(argument:))
  var at: GivenTime?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "AMD's certificates (PEM, DER, or a host's certificate table as `auxblob` has it) and revocation lists.",
      valueName: "file"))
  var endorsement: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Intel's collateral: TCB Info, QE Identity, their certificates and revocation lists, or all as one JSON file.",
      valueName: "file"))
  var collateral: [String] = []

  @Option(
    help: ArgumentHelp(
      "The policy, YAML or JSON. (default: no debug mode, nothing simulated, an Intel platform that is out of date warns)",
      valueName: "file"))
  var policy: String?

  @OptionGroup var store: CollateralStoreOptions

  /// Every file that is named here.
  var files: [String] { self.endorsement + self.collateral + (self.policy.map { [$0] } ?? []) }

  /// Unix seconds.
  var now: Int64 { self.at?.seconds ?? Moment.now }

  func readPolicy() throws(Complaint) -> AppraisalPolicy {
    guard let policy else { return AppraisalPolicy() }
    let file = try OwnerFile(policy)
    do {
      return try AppraisalPolicy(document: try file.document())
    } catch let error as DocumentError {
      throw file.complaint(error)
    } catch {
      throw Complaint(error)
    }
  }

  func readEndorsements() throws(Complaint) -> GivenEndorsements {
    var files: [InputFile] = []
    for path in self.endorsement + self.collateral {
      files.append(try InputFile(path, limit: Endorsements.maximumOctets))
    }
    return GivenEndorsements(files: files)
  }

  /// The store, where there is one; one that is named has to be there.
  func keptCollateral() throws(Complaint) -> KeptCollateral? {
    let store = try self.store.existing()
    guard store.exists else { return nil }
    return KeptCollateral(store: store, isNamed: self.store.store != nil)
  }

  /// Standard input can be read once.
  static func checkStandardInput(_ files: [String]) throws {
    guard files.count(where: { $0 == InputFile.standardInput }) < 2 else {
      throw ValidationError("Standard input (-) can stand for one file only.")
    }
  }
}
