import Crypto
import TLSKeys

/// The certificates that a quote carries for the key that signs QE reports, and what the leaf says about its platform; read and
/// not yet believed.
public struct PCKChain: Sendable {
  /// The provisioning certification key's.
  public let leaf: X509Certificate
  /// Intel's Platform or Processor CA.
  public let ca: X509Certificate
  public let root: X509Certificate
  public let platform: PCKExtension
  /// The leaf's.
  let key: P256.Signing.PublicKey

  /// - Parameter pem: Three certificates, leaf first.
  /// - Throws: *malformed*, or *bad-chain* for any other number, or what ``X509Certificate`` throws.
  public init(pem: [UInt8]) throws(EvidenceError) {
    guard pem.count <= PEMText.maximumOctets, let text = String(validating: pem, as: UTF8.self) else {
      throw .malformed("tdx.pck-text", "the PCK certificates are no PEM text")
    }
    let all = try X509Certificate.all(pem: text)
    guard all.count == 3 else {
      throw EvidenceError(
        .badChain, "tdx.pck-count",
        "\(all.count) certificates come with the quote; they must be the PCK's, its CA's and the root's")
    }
    self.leaf = all[0]
    self.ca = all[1]
    self.root = all[2]
    guard case .p256(let key) = self.leaf.key else {
      throw EvidenceError(
        .unsupportedAlgorithm, "tdx.pck-key", "the key of the PCK certificate is not of the curve P-256")
    }
    self.key = key
    guard let value = self.leaf.extensions.others[PCKExtension.identifier] else {
      throw .malformed("tdx.pck-extension", "the PCK certificate says nothing about its platform")
    }
    self.platform = try PCKExtension(value)
  }
}

extension TDXQuote {
  /// The certificates of the quote, which say what collateral it needs. They are read anew every time.
  public func pckChain() throws(EvidenceError) -> PCKChain { try PCKChain(pem: self.signatureData.pckChain) }
}
