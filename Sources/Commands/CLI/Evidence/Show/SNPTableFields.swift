import Attestation

/// The certificates that a host hands to an SEV-SNP guest.
enum SNPTableFields {
  static let names: [(guid: SNPCertificateGUID, key: String, label: String)] = [
    (.vcek, "vcek", "VCEK, the chip's own key"), (.vlek, "vlek", "VLEK, a cloud provider's key"),
    (.ask, "ask", "ASK, AMD's authority for such keys"), (.ark, "ark", "ARK, AMD's root"),
    (.revocationList, "crl", "AMD's revocation list"),
  ]

  static func fields(_ table: SNPCertificateTable) -> [ShownField] {
    [ShownField(list: "entries", "entries", "", table.entries.map(self.entry))]
  }

  private static func entry(_ entry: SNPCertificateTable.Entry) -> ShownField {
    let known = self.names.first { $0.guid == entry.guid }
    let octets = Array(entry.octets)
    return ShownField(
      "", known?.label ?? "an entry that nobody here knows",
      parts: [
        ShownField("kind", "kind", known.map { .text($0.key) } ?? .nothing),
        ShownField("guid", "GUID", .text(entry.guid.description)),
        ShownField("octetCount", "length", .number(UInt64(octets.count)), "octets"),
        self.content(octets, known?.guid),
      ])
  }

  private static func content(_ octets: [UInt8], _ guid: SNPCertificateGUID?) -> ShownField {
    guard let guid, guid != .revocationList, !octets.isEmpty else {
      return ShownField("content", "content", .octets(octets))
    }
    guard octets.starts(with: "-----BEGIN".utf8) else {
      return CertificateFields.field("certificate", "certificate", der: octets) {
        self.field("certificate", "certificate", $0)
      }
    }
    guard let all = try? X509Certificate.all(pem: String(decoding: octets, as: UTF8.self)) else {
      return ShownField("content", "content", .octets(octets), "PEM text that cannot be read")
    }
    return ShownField(
      list: "certificates", "certificates", "PEM",
      all.enumerated().map { index, certificate in
        self.field("", "\(index)", certificate)
      })
  }

  private static func field(_ key: String, _ label: String, _ certificate: X509Certificate) -> ShownField {
    CertificateFields.field(
      key, label, certificate, others: self.extensions(certificate), explaining: ["1.3.6.1.4.1.3704.1"])
  }

  /// What AMD's extensions say about a key that signs reports.
  private static func extensions(_ certificate: X509Certificate) -> [ShownField] {
    let said: VEKExtensions
    do {
      guard let found = try VEKExtensions(of: certificate) else { return [] }
      said = found
    } catch {
      return [ShownField("amd", "AMD's extensions", .nothing, "not readable: \(error.message)")]
    }
    return [
      ShownField(
        "amd", "AMD's extensions",
        parts: [
          ShownField("structureVersion", "structure version", .number(UInt64(said.structureVersion))),
          ShownField("product", "product", .text(said.product)),
          SNPTCBFields.field("tcb", "TCB", said.tcb, of: said.line, "for which this key signs"),
          ShownField("hwid", "chip (HWID)", said.hardwareID.map { .octets($0) } ?? .nothing),
          ShownField("cspId", "cloud provider (CSP_ID)", said.cspID.map { .text($0) } ?? .nothing),
        ])
    ]
  }
}
