import Attestation
import Attesters
import Testing

@testable import Collateral

@Suite("Collateral in the shapes in which it is handed around")
struct CollateralBagTests {
  private func pieces(_ octets: [UInt8]..., roots: TrustedRoots) throws -> Set<EndorsedPiece> {
    var bag = CollateralBag()
    for one in octets { try bag.add(one) }
    return Set(CollateralSorting(bag, roots: roots).pieces)
  }

  @Test("a list is the same in DER, in hexadecimal and in PEM; certificates in a host's table, in DER and in PEM")
  func shapes() throws {
    let vendors = try PlayedVendors()
    let list = try vendors.amd.revocationList(now: PlayedVendors.now)
    let table = vendors.certificateTable
    let all = try self.pieces(table, list, roots: vendors.roots)
    #expect(all.count == 4)
    let digits = Array((Hexadecimal.text(list).uppercased() + "\n").utf8)
    #expect(try self.pieces(table, digits, roots: vendors.roots) == all)
    let pem = Array(CertificatePEM.text([vendors.signer.certificate, vendors.amd.ask, vendors.amd.ark]).utf8)
    let listPEM = CertificatePEM.text([list]).replacing("CERTIFICATE", with: "X509 CRL")
    #expect(try self.pieces(Array(listPEM.utf8), pem, roots: vendors.roots) == all)
    #expect(
      try self.pieces(list, vendors.amd.ark, vendors.signer.certificate, vendors.amd.ask, roots: vendors.roots) == all)
  }

  @Test("Intel's answers one by one are the same as all in one object, but for the signers, which come beside")
  func answers() throws {
    let vendors = try PlayedVendors()
    let collateral = try vendors.collateral()
    let whole = try self.pieces(Array(collateral.json.utf8), roots: vendors.roots)
    let single = try self.pieces(
      Array(collateral.tcbInfoFile.utf8), Array(collateral.qeIdentityFile.utf8), Array(collateral.signingChain.utf8),
      Array(collateral.platformChain.utf8), collateral.rootList, collateral.platformList, roots: vendors.roots)
    #expect(whole == single && whole.count == 7)
    let alone = try self.pieces(Array(collateral.tcbInfoFile.utf8), roots: vendors.roots)
    #expect(alone.isEmpty, "nobody can tell whose it is")
  }

  @Test("of octets that cannot be read nothing is taken")
  func refused() throws {
    let vendors = try PlayedVendors()
    var bag = CollateralBag()
    try bag.add(vendors.amd.ark)
    let before = bag.octets
    let half = Array(CertificatePEM.text([vendors.amd.ask, [0x30, 0x03, 0x02, 0x01, 0x01]]).utf8)
    for octets in [half, [], Array("{}".utf8), Array("{\"tcbInfo\":{}}".utf8), [0x30], Array("hello".utf8)] {
      #expect(throws: EvidenceError.self) { try bag.add(octets) }
      #expect(bag.octets == before)
    }
  }

  @Test("no name out of a certificate leads out of its folder")
  func names() {
    #expect(CollateralSubject.authority("../../etc/x").fileName == "ca-..-..-etc-x.der")
    #expect(CollateralSubject.revocationList("a\u{0}b\nc é").fileName == "crl-a-b-c---.crl")
    #expect(CollateralRoot(name: "../Milan") == nil && CollateralRoot(name: "simulated-00") == nil)
    #expect(CollateralRoot(name: "Turin") == .amd(.turin) && CollateralRoot(name: "Intel") == .intel)
  }
}
