import Testing

@testable import Attestation

@Suite("Collateral for TDX")
struct TDXCollateralTests {
  private static let signature = String(repeating: "ab", count: 64)

  private func collateral(_ text: String) throws -> TDXCollateral { try TDXCollateral([Array(text.utf8)]) }

  private func answer(_ name: String, _ text: String) -> String {
    #"{"\#(name)":\#(text),"signature":"\#(Self.signature)"}"#
  }

  @Test("what was signed is the octets of the outermost member, whatever is nested, escaped, or follows")
  func exactOctets() throws {
    let info = TDXTexts.tcbInfo.replacingOne(
      #""tcbType":0"#, #""extra":{"tcbInfo":{"a":"}"},"signature":"00"},"tcbType" : 0"#)
    for text in [
      self.answer("tcbInfo", info), #" { "signature" : "\#(Self.signature)" , "tcbInfo" :  \#(info) } "#,
      #"{"before":{"tcbInfo":{}},"\u0074cbInfo":\#(info),"signature":"\#(Self.signature)","after":["tcbInfo",{"tcbInfo":1}]}"#,
    ] {
      let read = try #require(try self.collateral(text).tcbInfos.first)
      #expect(read.signed.octets == Array(info.utf8))
      #expect(read.signed.signature == [UInt8](repeating: 0xAB, count: 64))
    }
    let identity = try #require(
      try self.collateral(self.answer("enclaveIdentity", TDXTexts.qeIdentity)).qeIdentities.first)
    #expect(identity.signed.octets == Array(TDXTexts.qeIdentity.utf8))
  }

  @Test("what could be meant twice is refused")
  func ambiguous() {
    let info = TDXTexts.tcbInfo
    for text in [
      #"{"tcbInfo":\#(info),"tcbInfo":\#(info),"signature":"\#(Self.signature)"}"#,
      #"{"tcbInfo":\#(info),"\u0074cbInfo":{},"signature":"\#(Self.signature)"}"#,
      #"{"tcbInfo":\#(info),"enclaveIdentity":\#(TDXTexts.qeIdentity),"signature":"\#(Self.signature)"}"#,
      #"{"tcbInfo":\#(info),"tcb_info":"","signature":"\#(Self.signature)"}"#,
      #"{"tcbInfo":\#(info),"signature":"\#(Self.signature)","signature":"\#(Self.signature)"}"#,
      #"[{"tcbInfo":\#(info),"signature":"\#(Self.signature)"}]"#, info, "{}", "", "x", "-----", "3",
      self.answer(
        "tcbInfo", info.replacingOne(#""fmspc":"90c06f000000""#, #""fmspc":"90c06f000000","fmspc":"000000000000""#))
        + "x",
    ] {
      #expect(throws: EvidenceError.malformed("collateral.shape", "")) { try self.collateral(text) }
    }
  }

  @Test(
    "a signature that is missing, of another length or no text",
    arguments: ["", #","signature":"ab""#, #","signature":1"#])
  func signature(_ rest: String) {
    #expect(throws: EvidenceError.malformed("collateral.shape.signature", "")) {
      try self.collateral(#"{"tcbInfo":\#(TDXTexts.tcbInfo)\#(rest)}"#)
    }
  }

  @Test("one object with everything is the same as its pieces")
  func whole() throws {
    let world = TDXWorld()
    let pieces = try world.pieces()
    let read = try TDXCollateral(pieces)
    let info = try #require(read.tcbInfos.first)
    let identity = try #require(read.qeIdentities.first)
    func quoted(_ octets: [UInt8]) -> String {
      "\"" + String(decoding: octets, as: UTF8.self).escaped + "\""
    }
    let whole = [
      #"{"pck_crl_issuer_chain":\#(quoted(pieces[2])),"tcb_info":\#(quoted(info.signed.octets)),"#,
      #""tcb_info_signature":"\#(Hexadecimal.text(info.signed.signature))","qe_identity":\#(quoted(identity.signed.octets)),"#,
      #""qe_identity_signature":"\#(Hexadecimal.text(identity.signed.signature))","tcb_info_issuer_chain":\#(quoted(pieces[2])),"#,
      #""qe_identity_issuer_chain":\#(quoted(pieces[2])),"root_ca_crl":"\#(Hexadecimal.text(pieces[3]))","#,
      #""pck_crl":"\#(Hexadecimal.text(pieces[4]).uppercased())"}"#,
    ].joined()
    let collateral = try self.collateral(whole)
    #expect(collateral.tcbInfos.map(\.signed) == read.tcbInfos.map(\.signed))
    #expect(collateral.qeIdentities.map(\.signed) == read.qeIdentities.map(\.signed))
    #expect(Set(collateral.certificates) == Set(read.certificates) && Set(read.certificates).count == 2)
    #expect(collateral.revocationLists.map(\.der) == read.revocationLists.map(\.der))
    _ = try TDXVerifier(roots: world.roots).verify(try world.quoteOctets(), collateral: collateral, now: world.now)
  }

  @Test("revocation lists are read from DER, from its digits and from PEM")
  func lists() throws {
    let world = TDXWorld()
    let der = try world.pckList.der(by: world.caKey)
    let pem = TDXPKI.pem([der]).replacing("CERTIFICATE", with: "X509 CRL")
    for piece in [der, Array((Hexadecimal.text(der) + "\n").utf8), Array(pem.utf8)] {
      #expect(try TDXCollateral([piece]).revocationLists.map(\.der) == [der])
    }
    #expect(throws: EvidenceError.malformed("collateral.shape", "")) { try TDXCollateral([[0x30, 0]]) }
    #expect(throws: EvidenceError.malformed("collateral.shape", "")) { try self.collateral("308") }
  }

  @Test("how many pieces, how large, and how many certificates is bounded")
  func bounds() throws {
    #expect(throws: EvidenceError.malformed("collateral.pieces", "")) {
      try TDXCollateral([[UInt8]](repeating: [], count: 65))
    }
    #expect(throws: EvidenceError.malformed("collateral.size", "")) {
      try TDXCollateral([[UInt8](repeating: 0x20, count: (4 << 20) + 1)])
    }
    let root = TDXPKI.pem([try TDXWorld().rootDER])
    #expect(throws: EvidenceError.malformed("collateral.pieces", "")) {
      try TDXCollateral((0..<5).map { _ in Array(String(repeating: root, count: 16).utf8) })
    }
  }

  @Test("the root's certificate may be left out: every quote brings it")
  func signerAlone() throws {
    let world = TDXWorld()
    var pieces = try world.pieces()
    let signer = try #require(try X509Certificate.all(pem: String(decoding: pieces[2], as: UTF8.self)).first)
    pieces[2] = signer.der
    _ = try TDXVerifier(roots: world.roots).verify(
      try world.quoteOctets(), collateral: try TDXCollateral(pieces), now: world.now)
  }
}

extension String {
  /// With the one place where it stands replaced.
  func replacingOne(_ text: String, _ other: String) -> String { self.replacing(text, with: other, maxReplacements: 1) }

  /// As inside a JSON string.
  fileprivate var escaped: String {
    self.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
