import Attestation

/// An Intel TDX quote, in the order of its octets (Intel TDX DCAP Quoting Library API, A.3).
enum TDXQuoteFields {
  static func fields(_ quote: TDXQuote) -> [ShownField] {
    [
      self.header(quote),
      ShownField(
        "body", "body", quote.isTDX15 ? "what the TDX module says, TDX 1.5" : "what the TDX module says, TDX 1.0",
        parts: TDXBodyFields.fields(quote.body)),
      ShownField("signatureData", "signature data", "why it should be believed", parts: self.signatureData(quote)),
    ]
  }

  private static func header(_ quote: TDXQuote) -> ShownField {
    let isReservedUsed = quote.reserved.contains { $0 != 0 }
    return ShownField(
      "header", "header",
      parts: [
        ShownField("version", "version", .number(UInt64(quote.version))),
        ShownField("attestationKeyType", "attestation key type", .number(2), "ECDSA P-256 with SHA-256"),
        ShownField("teeType", "TEE type", .bits(UInt32(0x81)), "TDX"),
        ShownField("qeVendorId", "QE vendor id", .octets(TDXQuote.intelQE), "Intel"),
        ShownField(
          "userData", "user data", .octets(quote.userData),
          "by the quoting enclave; the first 16 octets name the platform"),
      ] + self.bodyType(quote)
        + (isReservedUsed ? [ShownField("reserved", "reserved", .octets(quote.reserved), "not zero")] : []))
  }

  /// Quotes of version 4 have one kind of body and do not say it.
  private static func bodyType(_ quote: TDXQuote) -> [ShownField] {
    guard quote.version > 4 else { return [] }
    return [
      ShownField("bodyType", "body type", .number(quote.isTDX15 ? 3 : 2), quote.isTDX15 ? "TDX 1.5" : "TDX 1.0")
    ]
  }

  private static func signatureData(_ quote: TDXQuote) -> [ShownField] {
    let data = quote.signatureData
    return [
      ShownField(
        "signature", "signature", .octets(data.signature), "r and s, by the attestation key, over header and body"),
      ShownField("attestationKey", "attestation key", .octets(data.attestationKey), "x and y on P-256"),
      ShownField("certificationType", "certified by type", .number(6), "a report of the quoting enclave"),
      QEReportFields.field(data.qeReport),
      ShownField("qeSignature", "signature of the QE report", .octets(data.qeSignature), "r and s, by the PCK"),
      ShownField(
        "authenticationData", "authentication data", .octets(data.authenticationData),
        "by the quoting enclave; hashed with the attestation key"),
      ShownField("qeCertificationType", "report certified by type", .number(5), "certificates of a PCK"),
      self.chain(data.pckChain),
    ]
  }

  // MARK: PCK certificates

  private static let names = ["PCK, the platform's key", "its CA", "the root"]

  private static func chain(_ pem: [UInt8]) -> ShownField {
    guard let all = try? X509Certificate.all(pem: String(decoding: pem, as: UTF8.self)), !all.isEmpty else {
      return ShownField("pckChain", "PCK certificates", .octets(pem), "PEM text that cannot be read")
    }
    return ShownField(
      list: "pckChain", "PCK certificates", "leaf first",
      all.enumerated().map { index, certificate in
        CertificateFields.field(
          "", "\(index)\(all.count == 3 ? ", \(self.names[index])" : "")", certificate,
          others: PCKFields.fields(certificate), explaining: ["1.2.840.113741.1.13.1"])
      })
  }
}
