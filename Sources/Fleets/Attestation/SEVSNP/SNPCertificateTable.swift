/// The certificates that a host hands to a guest with its report: `auxblob` of configfs-tsm, the table of the GHCB specification
/// (AMD publication 56421, SNP Extended Guest Request).
///
/// Entries of 24 octets, a GUID, an offset and a length, little-endian; one of zeros ends them; what they point to comes after.
public struct SNPCertificateTable: Sendable {
  /// The most octets and entries that are read.
  public static let maximumOctets = 1 << 20
  public static let maximumEntries = 64

  public struct Entry: Sendable, Hashable {
    public let guid: SNPCertificateGUID
    /// DER, or PEM where a host was given such.
    public let octets: ArraySlice<UInt8>
  }

  /// In their order.
  public let entries: [Entry]

  /// Reads a table; no octets at all, or only zeros, are one without entries.
  ///
  /// - Throws: ``EvidenceError`` *malformed*: `auxblob.size`, `auxblob.end`, `auxblob.entries`, `auxblob.range`, `auxblob.overlap`,
  ///   `auxblob.duplicate`.
  public init(_ octets: some Collection<UInt8>) throws(EvidenceError) {
    guard octets.count <= Self.maximumOctets else {
      throw .malformed(
        "auxblob.size", "a certificate table of \(octets.count) octets; \(Self.maximumOctets) are allowed")
    }
    let octets = ArraySlice(octets)
    guard !octets.isEmpty else {
      self.entries = []
      return
    }
    var reader = OctetReader(octets, check: "auxblob.end")
    var heads: [(guid: SNPCertificateGUID, range: Range<Int>)] = []
    while let head = try Self.head(&reader) {
      guard heads.count < Self.maximumEntries else {
        throw .malformed("auxblob.entries", "a certificate table of more than \(Self.maximumEntries) entries")
      }
      guard !heads.contains(where: { $0.guid == head.guid }) else {
        throw .malformed("auxblob.duplicate", "\(head.guid) is twice in the certificate table")
      }
      heads.append(head)
    }
    try Self.check(heads.map(\.range), within: reader.offset..<octets.count)
    self.entries = heads.map { head in
      Entry(guid: head.guid, octets: octets.dropFirst(head.range.lowerBound).prefix(head.range.count))
    }
  }

  /// nil for the entry that ends the table.
  private static func head(
    _ reader: inout OctetReader
  ) throws(EvidenceError) -> (guid: SNPCertificateGUID, range: Range<Int>)? {
    let guid = SNPCertificateGUID(octets: Array(try reader.take(16)))
    let offset = Int(try reader.uint32())
    let length = Int(try reader.uint32())
    return guid == .end ? nil : (guid, offset..<offset + length)
  }

  private static func check(_ ranges: [Range<Int>], within all: Range<Int>) throws(EvidenceError) {
    var end = all.lowerBound
    for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      guard range.lowerBound >= all.lowerBound, range.upperBound <= all.upperBound else {
        throw .malformed(
          "auxblob.range",
          "an entry points to \(range.lowerBound)–\(range.upperBound), outside of what follows the table")
      }
      guard range.lowerBound >= end else { throw .malformed("auxblob.overlap", "two certificates share octets") }
      end = range.upperBound
    }
  }
}

extension SNPCertificateTable {
  /// The certificates and lists in it, for ``SNPVerifier``. Entries that are none of AMD's are passed over.
  ///
  /// - Throws: ``EvidenceError`` for certificates and lists that cannot be read.
  public func endorsements() throws(EvidenceError) -> SNPEndorsements {
    let contents = try self.contents()
    return try SNPEndorsements(certificates: contents.certificates, revocationLists: contents.revocationLists)
  }

  /// The same, not sorted.
  func contents() throws(EvidenceError) -> (certificates: [X509Certificate], revocationLists: [RevocationList]) {
    var certificates: [X509Certificate] = []
    var lists: [RevocationList] = []
    for entry in self.entries where !entry.octets.isEmpty {
      switch entry.guid {
      case .vcek, .vlek, .ask, .ark: certificates += try Self.certificates(entry.octets)
      case .revocationList: lists.append(try RevocationList(der: Array(entry.octets)))
      default: continue
      }
    }
    return (certificates, lists)
  }

  private static func certificates(_ octets: ArraySlice<UInt8>) throws(EvidenceError) -> [X509Certificate] {
    guard octets.starts(with: "-----BEGIN".utf8) else { return [try X509Certificate(der: Array(octets))] }
    return try X509Certificate.all(pem: String(decoding: octets, as: UTF8.self))
  }
}
