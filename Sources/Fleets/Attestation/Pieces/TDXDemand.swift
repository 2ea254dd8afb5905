import TLSKeys

/// What a TDX quote needs of Intel before it can be verified.
package struct TDXDemand: Sendable {
  /// Intel's, or that of a simulated platform.
  package let root: CollateralRoot
  /// 6 octets and 2.
  package let fmspc: [UInt8]
  package let pceID: [UInt8]
  /// The common names of the root and of the CA that issued the platform's certificate, whose revocation lists it needs.
  package let rootName: String
  package let authority: String
  /// The CAs that the quote brings along.
  package let chain: PCKChain

  init(_ quote: TDXQuote) throws(EvidenceError) {
    self.chain = try quote.pckChain()
    self.root =
      CollateralRoot(self.chain.root, in: TrustedRoots()) ?? .simulated(self.chain.root.keyDigest.octets)
    self.fmspc = self.chain.platform.fmspc
    self.pceID = self.chain.platform.pceID
    self.rootName = DistinguishedNameText.commonName(self.chain.root.subject) ?? ""
    self.authority = DistinguishedNameText.commonName(self.chain.ca.subject) ?? ""
  }
}
