import TLSKeys

/// Collateral and endorsements of whatever shape, taken apart and not yet believed.
package struct CollateralBag: Sendable {
  /// The most octets of one input, and the most pieces of a kind that one bag holds.
  package static let maximumOctets = TDXCollateral.maximumOctets
  package static let maximumPieces = 65_536

  private(set) var certificates: [X509Certificate] = []
  private(set) var revocationLists: [RevocationList] = []
  private(set) var tcbInfos: [TCBInfo] = []
  private(set) var qeIdentities: [QEIdentity] = []

  package init() {}

  /// Adds what some octets hold: certificates and revocation lists (DER, its hexadecimal digits, PEM), an SNP certificate table,
  /// Intel's answer about TCB Info or QE Identity, or one JSON object with all of a platform's.
  ///
  /// Text before a PEM block does not count.
  ///
  /// - Throws: ``EvidenceError`` *malformed*, `collateral.shape`, for what is none of these, and what reading each throws; then
  ///   nothing was added.
  package mutating func add(_ octets: [UInt8]) throws(EvidenceError) {
    guard !octets.isEmpty else { throw .malformed(Self.check, "there is nothing in it") }
    guard octets.count <= Self.maximumOctets else {
      throw .malformed("collateral.size", "\(octets.count) octets of collateral; \(Self.maximumOctets) are allowed")
    }
    let before = self.counts
    do throws(EvidenceError) {
      try self.read(octets)
      guard self.counts.allSatisfy({ $0 <= Self.maximumPieces }) else {
        throw .malformed("collateral.pieces", "more than \(Self.maximumPieces) pieces of one kind")
      }
    } catch {
      // Not a copy that is thrown away: a store of many chips adds them one by one.
      self.shorten(to: before)
      throw error
    }
  }

  private var counts: [Int] {
    [self.certificates.count, self.revocationLists.count, self.tcbInfos.count, self.qeIdentities.count]
  }

  private mutating func shorten(to counts: [Int]) {
    self.certificates.removeLast(self.certificates.count - counts[0])
    self.revocationLists.removeLast(self.revocationLists.count - counts[1])
    self.tcbInfos.removeLast(self.tcbInfos.count - counts[2])
    self.qeIdentities.removeLast(self.qeIdentities.count - counts[3])
  }

  /// Adds the certificates that a quote brings along: the CAs by which revocation lists are verified.
  package mutating func add(_ chain: PCKChain) { self.certificates += [chain.ca, chain.root] }

  package func merged(with other: CollateralBag) -> CollateralBag {
    var bag = self
    bag.certificates += other.certificates
    bag.revocationLists += other.revocationLists
    bag.tcbInfos += other.tcbInfos
    bag.qeIdentities += other.qeIdentities
    return bag
  }

  /// Every piece in the form in which a store keeps it.
  package var octets: Set<[UInt8]> {
    var octets = Set(self.certificates.map(\.der) + self.revocationLists.map(\.der))
    octets.formUnion(self.tcbInfos.map { $0.signed.answer(member: "tcbInfo") })
    octets.formUnion(self.qeIdentities.map { $0.signed.answer(member: "enclaveIdentity") })
    return octets
  }

  private mutating func read(_ octets: [UInt8]) throws(EvidenceError) {
    // A GUID may begin with any octet, so a table is looked for first: it has its end of zeros, which no text has.
    if let table = try? SNPCertificateTable(octets) {
      return try self.read(table: table)
    }
    switch octets.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
    case UInt8(ascii: "{"): try self.read(json: octets)
    case _ where PEMStart.isIn(octets): try self.read(pem: PEMStart.withoutMark(octets))
    // The tag of a SEQUENCE; its hexadecimal digits would begin with a 3.
    case 0x30: try self.read(der: octets)
    default: try self.read(digitsOrTable: octets)
    }
  }

  private mutating func read(digitsOrTable octets: [UInt8]) throws(EvidenceError) {
    if let text = String(validating: octets, as: UTF8.self) {
      guard let der = Hexadecimal.octets(text.filter { !$0.isWhitespace }), der.first == 0x30 else {
        throw .malformed(
          Self.check,
          "this is no certificate, revocation list, certificate table nor answer of Intel's, in any form that is read")
      }
      return try self.read(der: der)
    }
    try self.read(table: try SNPCertificateTable(octets))
  }

  private mutating func read(table: SNPCertificateTable) throws(EvidenceError) {
    let contents = try table.contents()
    self.certificates += contents.certificates
    self.revocationLists += contents.revocationLists
  }

  private mutating func read(der: [UInt8]) throws(EvidenceError) {
    do throws(EvidenceError) {
      self.certificates.append(try X509Certificate(der: der))
    } catch {
      guard error.check == "x509.certificate" else { throw error }
      guard let list = try Self.list(der) else {
        throw .malformed(Self.check, "this is DER, and neither a certificate nor a revocation list that can be read")
      }
      self.revocationLists.append(list)
    }
  }

  /// nil for what is no revocation list at all; a list that cannot be read throws.
  private static func list(_ der: [UInt8]) throws(EvidenceError) -> RevocationList? {
    do throws(EvidenceError) {
      return try RevocationList(der: der)
    } catch {
      guard error.check == "crl.structure" else { throw error }
      return nil
    }
  }

  private mutating func read(pem octets: ArraySlice<UInt8>) throws(EvidenceError) {
    guard let text = String(validating: octets, as: UTF8.self) else {
      throw .malformed(Self.check, "a PEM text is not UTF-8")
    }
    var found = 0
    for block in try X509Certificate.blocks(pem: text) {
      switch block.label {
      case "CERTIFICATE": self.certificates.append(try X509Certificate(der: block.octets))
      case "X509 CRL": self.revocationLists.append(try RevocationList(der: block.octets))
      default: continue
      }
      found += 1
    }
    guard found > 0 else {
      throw .malformed(Self.check, "a PEM text has no certificate and no revocation list")
    }
  }

  private mutating func read(json octets: [UInt8]) throws(EvidenceError) {
    let fields = try JSONFields(
      try StrictJSON(octets, atMost: Self.maximumOctets, check: Self.check), check: Self.check)
    let isWhole = Self.members.contains { fields.has($0) }
    switch (fields.has("tcbInfo"), fields.has("enclaveIdentity"), isWhole) {
    case (true, false, false):
      self.tcbInfos.append(try TCBInfo(try SignedText(answer: octets, outermost: fields, member: "tcbInfo")))
    case (false, true, false):
      self.qeIdentities.append(
        try QEIdentity(try SignedText(answer: octets, outermost: fields, member: "enclaveIdentity")))
    case (false, false, true): try self.read(whole: fields)
    default: throw .malformed(Self.check, "a JSON object that is no collateral, or more than one piece of it")
    }
  }

  private static let check = "collateral.shape"
  private static let chains = ["tcb_info_issuer_chain", "qe_identity_issuer_chain", "pck_crl_issuer_chain"]
  private static let lists = ["root_ca_crl", "pck_crl"]
  private static let members = Self.chains + Self.lists + ["tcb_info", "qe_identity"]

  /// One object with all: what was signed is text in it, the lists are hexadecimal digits.
  private mutating func read(whole fields: JSONFields) throws(EvidenceError) {
    for name in Self.chains where fields.has(name) {
      try self.read(pem: try fields.text(name, atMost: PEMText.maximumOctets).utf8.map(\.self)[...])
    }
    for name in Self.lists where fields.has(name) {
      guard let der = Hexadecimal.octets(try fields.text(name, atMost: 2 * RevocationList.maximumOctets)) else {
        throw fields.malformed(name, "is no revocation list in hexadecimal")
      }
      self.revocationLists.append(try RevocationList(der: der))
    }
    if fields.has("tcb_info") { self.tcbInfos.append(try TCBInfo(try Self.signed(fields, "tcb_info"))) }
    if fields.has("qe_identity") { self.qeIdentities.append(try QEIdentity(try Self.signed(fields, "qe_identity"))) }
  }

  private static func signed(_ fields: JSONFields, _ name: String) throws(EvidenceError) -> SignedText {
    SignedText(
      octets: Array(try fields.text(name, atMost: SignedText.maximumOctets).utf8),
      signature: try fields.octets("\(name)_signature", count: 64))
  }
}
