import ArgumentParser
import Attestation
import Collateral
import Foundation

struct CollateralFetchCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Fetch collateral from AMD and Intel into the store.",
    discussion: """
        warifu collateral fetch --for report.bin --for quote.bin
        warifu collateral fetch --product Milan --fmspc 50806f000000
        warifu collateral fetch
        warifu collateral fetch --for quote.bin --intel-pcs https://pccs.example:8081 --ca pccs-ca.pem

      Without --for, --product and --fmspc it renews what is kept and does not hold for ever. Certificates of chips and CAs \
      that are kept are not asked for again. Every answer is verified up to the vendor's root before it is kept. A \
      service that is busy is asked four times at most, with pauses that grow or that it asks for; one that cannot be reached \
      then, for the rest once.

      Exit code: 0 all is in the store; 1 an answer is not to be believed, or a server is not whom it should be; 2 there is \
      nothing to renew where --store says; 3 a service answered with something older than what is kept; 4 evidence cannot be \
      read; 5 something could not be fetched, or has ended nevertheless.
      """)

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("Fetch what this evidence needs; may be given several times.", valueName: "evidence"),
    completion: .file())
  var evidence: [String] = []

  @Option(
    help: ArgumentHelp(
      "Fetch for Intel platforms of this FMSPC, 12 hexadecimal digits; may be given several times.", valueName: "fmspc")
  )
  var fmspc: [String] = []

  @Option(
    help: ArgumentHelp(
      "Fetch for AMD processors of this product, or take a report of version 2 for one of it.", valueName: "product"),
    completion: .list(SNPProductLine.allCases.map(\.rawValue)))
  var product: String?

  @Option(help: ArgumentHelp("AMD's Key Distribution Service, or a cache of it.", valueName: "url"))
  var amdKDS = ServiceAddresses.amd

  @Option(
    name: .customLong("intel-pcs"),
    help: ArgumentHelp("Intel's Provisioning Certification Service, or a cache of it.", valueName: "url"))
  var intelPCS = ServiceAddresses.intel

  @Option(
    help: ArgumentHelp("Certificates in PEM that are trusted for TLS besides the system's.", valueName: "file"),
    completion: .file())
  var ca: String?

  @Option(help: "How long one answer may take, such as 30 or 500ms.")
  var timeout = Seconds(.seconds(30))

  @OptionGroup var trust: CollateralRootOptions
  @OptionGroup var store: CollateralStoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    for text in self.fmspc where Hexadecimal.octets(text)?.count != 6 {
      throw ValidationError("'\(text)' is no FMSPC: it has 12 hexadecimal digits.")
    }
    if let product, SNPProductLine(rawValue: product) == nil {
      let known = SNPProductLine.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'\(product)' is no product that is known; there are \(known).")
    }
    guard ServiceAddresses(amdKDS: self.amdKDS, intelPCS: self.intelPCS) != nil else {
      throw ValidationError("--amd-kds and --intel-pcs take URLs such as https://kdsintf.amd.com, without query.")
    }
  }

  func report() async throws -> Report {
    let renews = self.evidence.isEmpty && self.fmspc.isEmpty && self.product == nil
    let store = try renews ? self.store.existing() : self.store.writable()
    let plan = try self.plan(store, renews: renews)
    guard let addresses = ServiceAddresses(amdKDS: self.amdKDS, intelPCS: self.intelPCS) else {
      throw Complaint.usage("--amd-kds", "the URLs of the services cannot be used")
    }
    let text = CollateralFetchText(now: Moment.now)
    let outcomes: [FetchOutcome]
    do {
      outcomes = try await VendorServices.with(
        addresses, extraRoots: try self.extraRoots(), deadline: self.timeout.duration
      ) { services in
        let fetcher = CollateralFetcher(services, into: store, simulated: self.trust.digests)
        return try await fetcher.fetch(plan) { self.output.progress(text.line($0)) }
      }
    } catch let error as CollateralStoreError {
      throw Complaint(error)
    }
    return text.report(outcomes, plan, store)
  }

  private func plan(_ store: CollateralStore, renews: Bool) throws(Complaint) -> FetchPlan {
    let kept = try store.read()
    var plan = FetchPlan(beside: kept, simulated: self.trust.digests, now: Moment.now)
    let product = self.product.flatMap { SNPProductLine(rawValue: $0) }
    for file in self.evidence { plan.add(try DemandingEvidence.read(file).demand, product: product) }
    for text in self.fmspc { plan.add(fmspc: Hexadecimal.octets(text) ?? []) }
    if let product { plan.add(product) }
    if renews { plan.addRenewal(of: kept, simulated: self.trust.digests) }
    return plan
  }

  private func extraRoots() throws(Complaint) -> ServiceRoots {
    guard let ca else { return .none }
    guard let data = FileManager.default.contents(atPath: ca), let roots = ServiceRoots(pem: Array(data)) else {
      throw Complaint(
        .usage, code: "caFile", subject: ca, message: "\(ca) cannot be used as a list of trusted certificates",
        next: "Name a file that holds certificates in PEM form.")
    }
    return roots
  }
}
