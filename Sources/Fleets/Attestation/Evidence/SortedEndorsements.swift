import TLSKeys

/// Endorsements by the vendor that they are meant for.
///
/// AMD signs with RSA and certifies P-384 keys, Intel does everything with P-256: so each certificate and list tells by its key
/// or signature where it belongs, and a piece for one TEE cannot spoil the verification of another.
struct SortedEndorsements {
  private(set) var certificates: [X509Certificate] = []
  private(set) var revocationLists: [RevocationList] = []
  private(set) var forTDX: [[UInt8]] = []

  mutating func add(_ piece: [UInt8]) throws(EvidenceError) {
    // A GUID may begin with any octet, so a table is looked for first: it has its end of zeros, which no text has.
    if let table = try? SNPCertificateTable(piece), table.entries.isEmpty == false || piece.isEmpty {
      return try self.add(table)
    }
    let text = piece.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    switch text.first {
    case UInt8(ascii: "{"): self.forTDX.append(piece)
    case UInt8(ascii: "-"): try self.add(pem: text)
    case _ where PEMStart.isIn(piece): try self.add(pem: PEMStart.withoutMark(piece))
    // The tag of a SEQUENCE; its hexadecimal digits would begin with a 3.
    case 0x30: try self.add(der: Array(text))
    default: try self.addOther(piece, text)
    }
  }

  private mutating func add(pem text: ArraySlice<UInt8>) throws(EvidenceError) {
    guard let pem = String(validating: text, as: UTF8.self) else {
      throw .malformed("endorsements.kind", "an endorsement is no PEM text")
    }
    let certificates = try X509Certificate.all(pem: pem)
    for block in try X509Certificate.blocks(pem: pem) where block.label == "X509 CRL" {
      try self.add(list: block.octets)
    }
    if certificates.contains(where: \.isIntelKind) {
      guard certificates.allSatisfy(\.isIntelKind) else {
        throw .malformed("endorsements.kind", "one PEM text has certificates of AMD's kind and of Intel's")
      }
      self.forTDX.append(Array(pem.utf8))
    } else {
      self.certificates += certificates
    }
  }

  private mutating func add(der: [UInt8]) throws(EvidenceError) {
    if let certificate = try? X509Certificate(der: der) {
      self.certificates.append(certificate)
    } else {
      try self.add(list: der)
    }
  }

  private mutating func add(list der: [UInt8]) throws(EvidenceError) {
    let list = try RevocationList(der: der)
    if list.scheme == .ecdsaSHA256 { self.forTDX.append(der) } else { self.revocationLists.append(list) }
  }

  private mutating func addOther(_ piece: [UInt8], _ text: ArraySlice<UInt8>) throws(EvidenceError) {
    if let digits = String(validating: text, as: UTF8.self),
      let der = Hexadecimal.octets(digits.filter { !$0.isWhitespace }), der.first == 0x30
    {
      return try self.add(der: der)
    }
    guard piece.count >= 24 else {
      throw .malformed("endorsements.kind", "an endorsement of \(piece.count) octets is of no known kind")
    }
    try self.add(try SNPCertificateTable(piece))
  }

  private mutating func add(_ table: SNPCertificateTable) throws(EvidenceError) {
    let contents = try table.contents()
    self.certificates += contents.certificates
    self.revocationLists += contents.revocationLists
  }
}

extension X509Certificate {
  fileprivate var isIntelKind: Bool {
    guard case .p256 = self.key else { return false }
    return true
  }
}
