package import Attestation

extension CollateralContents {
  /// All that a demand asks for, as far as it can be told; nothing for a Nitro document.
  ///
  /// - Parameter now: Unix seconds.
  package func needs(of demand: CollateralDemand, now: Int64) -> [CollateralNeed] {
    switch demand {
    case .nothing: []
    case .snp(let demand): self.needs(of: demand, now: now)
    case .tdx(let demand): self.needs(of: demand, now: now)
    }
  }

  /// The root that all of it leads to; nil where neither evidence nor what is kept says: a report does not name its root.
  package func root(of demand: CollateralDemand) -> CollateralRoot? {
    switch demand {
    case .nothing: nil
    case .snp(let demand): self.endorsementKey(for: demand)?.root
    case .tdx(let demand): demand.root
    }
  }

  private func needs(of demand: SNPDemand, now: Int64) -> [CollateralNeed] {
    let key = self.endorsementKey(for: demand)
    let root = key?.root ?? demand.lines.first.map(CollateralRoot.amd)
    let line = demand.lines.map(\.rawValue).joined(separator: " or ")
    let own = self.pieces.filter { $0.root == root }
    let isVendors = root?.simulatedDigests.isEmpty == true
    let product = root.flatMap { if case .amd(let line) = $0 { line.rawValue } else { nil } } ?? line
    let name = demand.key == .vcek ? "SEV-\(product)" : "SEV-VLEK-\(product)"
    return [
      CollateralNeed(
        kind: demand.key == .vcek ? "vcek" : "vlek", Self.what(demand), key, now: now,
        isFetchable: isVendors && demand.key == .vcek && !demand.isChipHidden && !demand.lines.isEmpty),
      CollateralNeed(
        kind: "ca", "CA certificate of \(name)", own.first { $0.subject == .authority(name) }, now: now,
        isFetchable: isVendors),
      CollateralNeed(
        kind: "root", "root certificate of \(product)", own.first { $0.subject == .root }, now: now,
        isFetchable: isVendors),
      CollateralNeed(
        kind: "crl", "revocation list of ARK-\(product)",
        own.first { $0.subject == .revocationList("ARK-\(product)") }, now: now, isOptional: true,
        isFetchable: isVendors),
    ]
  }

  private static func what(_ demand: SNPDemand) -> String {
    let tcb = demand.report.reportedTCB
    switch demand.key {
    case .vcek where demand.isChipHidden: return "VCEK certificate of a chip that the host hides, TCB \(tcb)"
    case .vcek:
      let line = demand.lines.first ?? .milan
      let chip = CollateralSubject.vcek(hardwareID: demand.hardwareID(of: line), tcb: tcb).about
      return "VCEK certificate of \(chip)"
    case .vlek: return "VLEK certificate of the cloud provider, TCB \(tcb)"
    }
  }

  private func needs(of demand: TDXDemand, now: Int64) -> [CollateralNeed] {
    let info = CollateralSubject.tcbInfo(fmspc: demand.fmspc, pceID: demand.pceID)
    let isVendors = demand.root.simulatedDigests.isEmpty
    func piece(_ subject: CollateralSubject) -> EndorsedPiece? { self.piece(demand.root, subject) }
    func need(_ kind: String, _ what: String, _ piece: EndorsedPiece?) -> CollateralNeed {
      CollateralNeed(kind: kind, what, piece, now: now, isFetchable: isVendors)
    }
    let signers = self.pieces.filter { piece in
      guard piece.root == demand.root, case .tcbSigner = piece.subject else { return false }
      return true
    }
    return [
      need(info.kind, "TCB Info of \(info.about)", piece(info)),
      need("qe-identity", "QE Identity", piece(.qeIdentity)),
      need("tcb-signer", "certificate that signs them", signers.max { $0.until < $1.until }),
      need("root", "root certificate of \(demand.rootName)", piece(.root)),
      need("crl", "revocation list of \(demand.rootName)", piece(.revocationList(demand.rootName))),
      need("crl", "revocation list of \(demand.authority)", piece(.revocationList(demand.authority))),
    ]
  }
}
