import Crypto
import Foundation
import Testing

@testable import Attestation

/// A made-up Intel with one platform and one TD: what is changed is signed again, so that only the one check can fail.
struct TDXWorld {
  /// 2026-09-28.
  static let now: Int64 = 1_790_600_000

  let rootKey = P256.Signing.PrivateKey()
  let caKey = P256.Signing.PrivateKey()
  let pckKey = P256.Signing.PrivateKey()
  let signingKey = P256.Signing.PrivateKey()
  var attestationKey = P256.Signing.PrivateKey()

  var now = Self.now
  var quote = TDXOctets()
  var platform = TDXPlatform()
  var root: TDXPKI.Certificate
  var ca: TDXPKI.Certificate
  var pck: TDXPKI.Certificate
  var signing: TDXPKI.Certificate
  var rootList = TDXPKI.List(issuer: "Root")
  var pckList = TDXPKI.List(issuer: "Platform CA")
  var tcbInfo = TDXTexts.tcbInfo
  var qeIdentity = TDXTexts.qeIdentity
  /// Changes to what was signed, made after that.
  var spoil: (inout TDXOctets) -> Void = { _ in }
  var isTrusted = true
  /// Whoever signs, where it is to be another.
  var signsPCK: P256.Signing.PrivateKey?
  var signsCA: P256.Signing.PrivateKey?
  var signsRoot: P256.Signing.PrivateKey?
  var signsSigning: P256.Signing.PrivateKey?
  var signsTCBInfo: P256.Signing.PrivateKey?
  var signsQEIdentity: P256.Signing.PrivateKey?
  var signsQEReport: P256.Signing.PrivateKey?
  var signsQuote: P256.Signing.PrivateKey?
  var signsRootList: P256.Signing.PrivateKey?
  var signsPCKList: P256.Signing.PrivateKey?

  init() {
    self.root = TDXPKI.Certificate(
      subject: "Root", issuer: "Root", key: self.rootKey.publicKey, isCA: true, pathLength: 1)
    self.ca = TDXPKI.Certificate(
      subject: "Platform CA", issuer: "Root", key: self.caKey.publicKey, isCA: true, pathLength: 0)
    self.pck = TDXPKI.Certificate(subject: "PCK", issuer: "Platform CA", key: self.pckKey.publicKey)
    self.signing = TDXPKI.Certificate(subject: "Signing", issuer: "Root", key: self.signingKey.publicKey)
    self.ca.serial = 8
    self.pck.serial = 9
    self.signing.serial = 10
  }

  var roots: TrustedRoots {
    let spki = Array(SHA256.hash(data: self.root.key))
    return TrustedRoots(simulated: self.isTrusted ? [spki] : [])
  }

  var rootDER: [UInt8] { get throws { try self.root.der(by: self.signsRoot ?? self.rootKey) } }

  func quoteOctets() throws -> [UInt8] {
    var pck = self.pck
    pck.extensions.append(TDXPKI.extensionDER(TDXPlatform.id, self.platform.der))
    let chain = [
      try pck.der(by: self.signsPCK ?? self.caKey), try self.ca.der(by: self.signsCA ?? self.rootKey), try self.rootDER,
    ]
    var quote = self.quote
    quote.chain = Array(TDXPKI.pem(chain).utf8)
    quote.attestationKey = Array(self.attestationKey.publicKey.rawRepresentation)
    quote.signature = Array(try Self.sign(quote.signed, self.signsQuote ?? self.attestationKey))
    quote.qeSignature = Array(try Self.sign(quote.qeReport, self.signsQEReport ?? self.pckKey))
    self.spoil(&quote)
    return quote.octets
  }

  func pieces() throws -> [[UInt8]] {
    let chain = [try self.signing.der(by: self.signsSigning ?? self.rootKey), try self.rootDER]
    return [
      try Self.answer("tcbInfo", self.tcbInfo, self.signsTCBInfo ?? self.signingKey),
      try Self.answer("enclaveIdentity", self.qeIdentity, self.signsQEIdentity ?? self.signingKey),
      Array(TDXPKI.pem(chain).utf8), try self.rootList.der(by: self.signsRootList ?? self.rootKey),
      try self.pckList.der(by: self.signsPCKList ?? self.caKey),
    ]
  }

  func verify() throws -> VerifiedEvidence {
    try TDXVerifier(roots: self.roots).verify(
      try self.quoteOctets(), collateral: try TDXCollateral(try self.pieces()), now: self.now)
  }

  static func answer(_ name: String, _ text: String, _ key: P256.Signing.PrivateKey) throws -> [UInt8] {
    let signature = Hexadecimal.text(try self.sign(Array(text.utf8), key))
    return Array(#"{"\#(name)":\#(text),"signature":"\#(signature)"}"#.utf8)
  }

  private static func sign(_ octets: [UInt8], _ key: P256.Signing.PrivateKey) throws -> Data {
    try key.signature(for: SHA256.hash(data: octets)).rawRepresentation
  }
}
