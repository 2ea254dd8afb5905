package import Attestation

/// What to fetch, in the order in which it can be verified.
package struct FetchPlan: Sendable {
  package private(set) var steps: [FetchStep] = []
  /// Certificates that evidence brought along, to verify what is fetched.
  package private(set) var bag = CollateralBag()
  /// What no service gives, and what to do, one sentence each.
  package private(set) var unfetchable: [String] = []

  package init() {}

  /// What one piece of evidence needs.
  ///
  /// - Parameter product: of an SEV-SNP report that does not say which it is of.
  package mutating func add(_ demand: CollateralDemand, product: SNPProductLine? = nil) {
    switch demand {
    case .nothing: return
    case .snp(let demand): self.add(demand, product)
    case .tdx(let demand):
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
    if demand.key == .vlek {
      self.unfetchable.append(
        "AMD gives VLEK certificates to cloud providers only: take it from the host's certificate table (auxblob) or from the provider, and import it"
      )
    } else if demand.isChipHidden {
      self.unfetchable.append(
        "the host hides which chip a report is from, so that its VCEK certificate cannot be asked for: have the host give it along (auxblob), and import it"
      )
    } else {
      let tcb = demand.report.reportedTCB
      self.append(
        FetchStep(
          lines.map { .vcek($0, hardwareID: demand.hardwareID(of: $0), tcb: tcb) }, isLasting: true))
    }
    for line in lines { self.append(FetchStep([.amdRevocationList(line)])) }
  }

  private mutating func append(_ step: FetchStep) {
    if !self.steps.contains(step) { self.steps.append(step) }
  }
}
