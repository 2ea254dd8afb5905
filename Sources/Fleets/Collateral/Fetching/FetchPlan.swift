package import Attestation

/// What to fetch, in the order in which it can be verified.
package struct FetchPlan: Sendable {
  package private(set) var steps: [FetchStep] = []
  /// Certificates that evidence brought along, to verify what is fetched.
  package private(set) var bag = CollateralBag()
  /// What no service gives, and what to do, one sentence each.
  package private(set) var unfetchable: [String] = []

  private let kept: CollateralContents
  private let simulated: Set<[UInt8]>
  private let now: Int64

  /// - Parameters:
  ///   - kept: what a store has: of what no service gives, what is there and in force need not be complained of.
  ///   - simulated: digests of made-up roots that are trusted besides the vendors'.
  ///   - now: Unix seconds.
  package init(
    beside kept: CollateralContents = CollateralContents(), simulated: Set<[UInt8]> = [], now: Int64 = 0
  ) {
    self.kept = kept.under(simulated: simulated)
    self.simulated = simulated
    self.now = now
  }

  /// What one piece of evidence needs. No vendor has anything for a quote that leads to a made-up root, so nobody is asked, unless
  /// that root is trusted.
  ///
  /// - Parameter product: of an SEV-SNP report that does not say which it is of.
  package mutating func add(_ demand: CollateralDemand, product: SNPProductLine? = nil) {
    switch demand {
    case .nothing: return
    case .snp(let demand): self.add(demand, product)
    case .tdx(let demand):
      if case .simulated(let digest) = demand.root, !self.simulated.contains(digest) {
        let root = Hexadecimal.text(digest)
        self.unfetchable.append(
          "a quote leads to a made-up root, for which Intel has nothing: import what whoever made it gives along (warifu collateral import FILE --simulated-root \(root))"
        )
        return
      }
      self.bag.add(demand.chain)
      self.add(fmspc: demand.fmspc, [PCKAuthority(commonName: demand.authority)])
    }
  }

  /// What all platforms of a kind need.
  package mutating func add(fmspc: [UInt8], _ authorities: [PCKAuthority] = PCKAuthority.allCases) {
    self.append(FetchStep([.tcbInfo(fmspc: fmspc)]))
    self.append(FetchStep([.qeIdentity]))
    for authority in authorities { self.append(FetchStep([.pckRevocationList(authority)])) }
    self.append(FetchStep([.intelRevocationList]))
  }

  /// What all chips of a product need, besides each one's own.
  package mutating func add(_ product: SNPProductLine, _ key: SNPSigningKey = .vcek) {
    self.append(FetchStep([.amdAuthorities(product, key)], isLasting: true))
    self.append(FetchStep([.amdRevocationList(product)]))
  }

  private mutating func add(_ demand: SNPDemand, _ product: SNPProductLine?) {
    let lines = demand.lines.filter { product == nil || $0 == product }
    guard !lines.isEmpty else {
      self.unfetchable.append(
        "a report is of a processor that is \(product.map { "not of the product \($0.rawValue)" } ?? "not known")")
      return
    }
    for line in lines { self.append(FetchStep([.amdAuthorities(line, demand.key)], isLasting: true)) }
    self.addKey(of: demand, lines)
    for line in lines { self.append(FetchStep([.amdRevocationList(line)])) }
  }

  private mutating func addKey(of demand: SNPDemand, _ lines: [SNPProductLine]) {
    guard demand.key == .vlek || demand.isChipHidden else {
      let tcb = demand.report.reportedTCB
      self.append(
        FetchStep(lines.map { .vcek($0, hardwareID: demand.hardwareID(of: $0), tcb: tcb) }, isLasting: true))
      return
    }
    guard self.kept.endorsementKey(for: demand)?.isInForce(at: self.now) != true else { return }
    self.unfetchable.append(
      demand.key == .vlek
        ? "AMD gives VLEK certificates to cloud providers only: take it from the host's certificate table (auxblob) or from the provider, and import it"
        : "the host hides which chip a report is from, so that its VCEK certificate cannot be asked for: have the host give it along (auxblob), and import it"
    )
  }

  private mutating func append(_ step: FetchStep) {
    if !self.steps.contains(step) { self.steps.append(step) }
  }
}
