import ArgumentParser
import Attestation
import Collateral

struct CollateralImportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Put collateral from files into the store.",
    discussion: """
        warifu collateral import vcek.der cert_chain.pem crl.der
        warifu collateral import quote_collateral.json
        warifu collateral import auxblob.bin
        warifu collateral import tcb.json qe.json chain.pem pck.crl root.crl --for quote.bin

      Takes certificates and revocation lists (DER, PEM, hexadecimal), the certificate tables of SEV-SNP hosts, Intel's \
      answers for TCB Info and QE Identity, and one JSON object with all of Intel's. Only what leads to the root of AMD or \
      Intel is kept; what is kept already and fresher stays. Certificates that are needed to verify the others may be in \
      any of the files, in the store, or in the evidence of --for.

      Exit code: 0 all is in the store; 1 something is somebody else's; 3 something has ended, or the store has a fresher \
      one; 4 something cannot be read; 5 the certificate of who signed something is missing. Of several the first of 1, 4, 5, 3.
      """)

  @Argument(help: ArgumentHelp("The files; - is standard input.", valueName: "file"), completion: .file())
  var files: [String]

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "A TDX quote, whose certificates help to verify the rest; may be given several times.", valueName: "evidence"),
    completion: .file())
  var evidence: [String] = []

  @OptionGroup var trust: CollateralRootOptions
  @OptionGroup var store: CollateralStoreOptions
  @OptionGroup var output: OutputOptions

  func report() async throws -> Report {
    let store = try self.store.writable()
    var intake = CollateralIntake(
      known: try self.known(store.read()), roots: self.trust.roots, storeArgument: self.store.argument,
      now: Moment.now)
    for file in self.files { intake.add(file, try InputFile(file, limit: CollateralBag.maximumOctets).octets) }
    do throws(CollateralStoreError) {
      return try intake.report(into: store)
    } catch {
      throw Complaint(error)
    }
  }

  private func known(_ contents: CollateralContents) throws -> CollateralBag {
    var bag = try contents.bag()
    for file in self.evidence {
      if case .tdx(let demand) = try DemandingEvidence.read(file).demand { bag.add(demand.chain) }
    }
    return bag
  }
}
