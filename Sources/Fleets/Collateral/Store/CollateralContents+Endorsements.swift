package import Attestation

extension CollateralContents {
  /// The pieces for ``Endorsements``; those that suit, in force or not.
  package func endorsements(for demand: CollateralDemand, now: Int64) -> [[UInt8]] {
    switch demand {
    case .nothing: []
    case .snp(let demand): self.endorsements(for: demand)
    case .tdx(let demand): self.endorsements(for: demand, now: now)
    }
  }

  /// The endorsement key's certificate and all of AMD's that stands beside it; without one, what is known of the product.
  private func endorsements(for demand: SNPDemand) -> [[UInt8]] {
    let key = self.endorsementKey(for: demand)
    guard let root = key?.root ?? demand.lines.map(CollateralRoot.amd).first(where: { self.has($0) }) else { return [] }
    let others = self.pieces.filter { piece in
      guard piece.root == root else { return false }
      switch piece.subject {
      case .root, .authority, .revocationList: return true
      default: return false
      }
    }
    return ([key].compactMap(\.self) + others).map(\.octets)
  }

  /// Of several that the report may mean, the one that signed it; AMD's before simulated ones.
  func endorsementKey(for demand: SNPDemand) -> EndorsedPiece? {
    let suited = self.pieces.filter { demand.isMet(by: $0) }
    let ordered =
      suited.filter { $0.root.simulatedDigests.isEmpty } + suited.filter { !$0.root.simulatedDigests.isEmpty }
    return ordered.first { demand.isSigned(by: $0) } ?? ordered.first
  }

  private func has(_ root: CollateralRoot) -> Bool { self.pieces.contains { $0.root == root } }

  private func endorsements(for demand: TDXDemand, now: Int64) -> [[UInt8]] {
    let own = self.pieces.filter { $0.root == demand.root }
    var endorsements: [[UInt8]] = []
    var signers: [EndorsedPiece] = []
    for piece in own {
      switch piece.subject {
      case .tcbSigner: signers.append(piece)
      case .tcbInfo(let fmspc, let pceID):
        if fmspc == demand.fmspc, pceID == demand.pceID { endorsements.append(piece.octets) }
      case .qeIdentity, .revocationList: endorsements.append(piece.octets)
      default: continue
      }
    }
    // Verification takes a bounded number; those in force come first.
    let ordered = signers.filter { $0.isInForce(at: now) } + signers.filter { !$0.isInForce(at: now) }
    return endorsements + ordered.prefix(8).map(\.octets)
  }
}
