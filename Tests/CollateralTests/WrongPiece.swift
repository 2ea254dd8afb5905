import Attesters
import Foundation
import Testing

@testable import Attestation
@testable import Collateral

/// Something that is read beside evidence, with one thing wrong, and the check that must find it.
struct WrongPiece: Sendable, CustomTestStringConvertible {
  let kind: EvidenceError.Kind
  let check: String
  let what: String
  let failure: @Sendable (PlayedVendors) async throws -> EvidenceError?

  init(
    _ kind: EvidenceError.Kind, _ check: String, _ what: String,
    _ failure: @escaping @Sendable (PlayedVendors) async throws -> EvidenceError?
  ) {
    self.kind = kind
    self.check = check
    self.what = what
    self.failure = failure
  }

  var testDescription: String { "\(self.what): \(self.check)" }

  private static func unread(_ octets: [UInt8]) -> EvidenceError? {
    self.failure { () throws(EvidenceError) in
      var bag = CollateralBag()
      try bag.add(octets)
    }
  }

  private static func failure<Value>(_ body: () throws(EvidenceError) -> Value) -> EvidenceError? {
    do throws(EvidenceError) {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  /// What becomes of the last of these pieces.
  private static func refused(_ pieces: [[UInt8]], _ roots: TrustedRoots) throws -> EvidenceError? {
    var bag = CollateralBag()
    for piece in pieces.dropLast() { try bag.add(piece) }
    var last = CollateralBag()
    try last.add(try #require(pieces.last))
    let sorting = CollateralSorting(last, beside: bag, roots: roots)
    #expect(sorting.pieces.isEmpty)
    return sorting.refusals.first?.error
  }

  static let all: [Self] = [
    Self(.malformed, "evidence.format", "evidence of no kind") { _ in
      Self.failure { () throws(EvidenceError) in try Evidence([1, 2, 3]) }
    },
    Self(.malformed, "evidence.size", "evidence of more than 4 MiB") { _ in
      Self.failure { () throws(EvidenceError) in
        try EvidenceText.octets(of: [UInt8](repeating: 0x30, count: EvidenceText.maximumOctets + 1))
      }
    },
    Self(.malformed, "collateral.size", "collateral of more than is allowed") { _ in
      Self.unread([UInt8](repeating: 0x30, count: CollateralBag.maximumOctets + 1))
    },
    Self(.malformed, "collateral.pieces", "65 endorsements") { vendors in
      Self.failure { () throws(EvidenceError) in
        try Endorsements([[UInt8]](repeating: vendors.amd.ark, count: Endorsements.maximumPieces + 1))
      }
    },
    Self(.malformed, "collateral.shape", "a text") { _ in Self.unread(Array("hello".utf8)) },
    Self(.malformed, "collateral.shape", "an object without collateral") { _ in Self.unread(Array("{}".utf8)) },
    Self(.malformed, "collateral.shape", "DER of something else") { _ in Self.unread([0x30, 0x03, 0x02, 0x01, 0x01]) },
    Self(.malformed, "x509.certificate", "a PEM text with a torn certificate") { _ in
      Self.unread(Array(CertificatePEM.text([[0x30, 0x03, 0x02, 0x01, 0x01]]).utf8))
    },
    Self(.malformed, "crl.structure", "a PEM text with a torn revocation list") { _ in
      let text = CertificatePEM.text([[0x30, 0x03, 0x02, 0x01, 0x01]]).replacing("CERTIFICATE", with: "X509 CRL")
      return Self.unread(Array(text.utf8))
    },
    Self(.untrustedRoot, "collateral.root", "a root that nobody trusts") { vendors in
      try Self.refused([vendors.amd.ark], TrustedRoots())
    },
    Self(.collateralMissing, "collateral.issuer-missing", "a revocation list alone") { vendors in
      try Self.refused([try vendors.amd.revocationList(now: PlayedVendors.now)], vendors.roots)
    },
    Self(.badChain, "collateral.pck", "a platform's own certificate") { vendors in
      let collateral = try vendors.collateral()
      return try Self.refused([Array(collateral.platformChain.utf8), vendors.platform.certificate], vendors.roots)
    },
    Self(.collateralMissing, "tdx.signing-missing", "TCB Info alone") { vendors in
      try Self.refused([Array(try vendors.collateral().tcbInfoFile.utf8)], vendors.roots)
    },
    Self(.badSignature, "tdx.tcb-info-signature", "TCB Info that was changed") { vendors in
      let collateral = try vendors.collateral()
      let changed = collateral.tcbInfoFile.replacing("\"pceId\":\"0000\"", with: "\"pceId\":\"0001\"")
      try #require(changed != collateral.tcbInfoFile)
      return try Self.refused([Array(collateral.signingChain.utf8), Array(changed.utf8)], vendors.roots)
    },
    Self(.badSignature, "tdx.qe-identity-signature", "a QE Identity that was changed") { vendors in
      let collateral = try vendors.collateral()
      let changed = collateral.qeIdentityFile.replacing("\"isvprodid\":2", with: "\"isvprodid\":3")
      try #require(changed != collateral.qeIdentityFile)
      return try Self.refused([Array(collateral.signingChain.utf8), Array(changed.utf8)], vendors.roots)
    },
  ]
}
