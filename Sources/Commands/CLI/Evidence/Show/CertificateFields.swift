import Attestation
import TLSKeys

/// What a certificate says.
enum CertificateFields {
  /// - Parameter shown: how a certificate that can be read is shown; as any other one, by default.
  static func field(
    _ key: String, _ label: String, der: [UInt8], shown: ((X509Certificate) -> ShownField)? = nil
  ) -> ShownField {
    do {
      let certificate = try X509Certificate(der: der)
      return shown?(certificate) ?? self.field(key, label, certificate)
    } catch {
      return ShownField(key, label, .octets(der), "not readable as a certificate: \(error.message)")
    }
  }

  /// - Parameters:
  ///   - others: what a vendor's extensions say.
  ///   - explained: the identifiers of these, or how they begin: their octets are not shown besides.
  static func field(
    _ key: String, _ label: String, _ certificate: X509Certificate, others: [ShownField] = [],
    explaining explained: [String] = []
  ) -> ShownField {
    let said = certificate.described
    return ShownField(
      key, label,
      parts: [
        ShownField("subject", "subject", .text(said.subject)),
        ShownField("issuer", "issuer", .text(said.issuer), said.issuer == said.subject ? "itself" : ""),
        ShownField("serial", "serial number", .octets(said.serial)),
        ShownField("notBefore", "not before", .time(certificate.notBefore)),
        ShownField(
          "notAfter", "not after", .time(certificate.notAfter),
          self.span(certificate.notAfter - certificate.notBefore)),
        ShownField("key", "key", .text(said.key)),
        ShownField("keyDigest", "key's SHA-256", .octets(certificate.keyDigest.octets), "of its SubjectPublicKeyInfo"),
        ShownField("isCA", "CA", said.isCA.map(ShownValue.flag) ?? .nothing, said.isCA == nil ? "it does not say" : ""),
        ShownField(
          "pathLength", "path length", said.pathLength.map { .number(UInt64($0)) } ?? .nothing,
          said.isCA == true ? self.pathLength(said.pathLength) : ""),
        ShownField(
          "keyUsage", "key usage", said.keyUsage.map { .texts($0) } ?? .nothing,
          said.keyUsage == nil ? "it does not say" : ""),
      ] + others + [
        self.extensions(said.otherExtensions.filter { one in !explained.contains { one.identifier.hasPrefix($0) } }),
        ShownField("signatureAlgorithm", "signed by", .text(said.scheme)),
        ShownField("signature", "signature", .octets(said.signature)),
        ShownField("digest", "SHA-256", .octets(certificate.digest), "of the certificate"),
      ])
  }

  private static func extensions(_ extensions: [CertificateDescription.Extension]) -> ShownField {
    guard !extensions.isEmpty else { return ShownField("otherExtensions", "other extensions", .nothing) }
    return ShownField(
      "otherExtensions", "other extensions",
      parts: extensions.map { one in
        let name = ExtensionValue.names[one.identifier].map { " \($0)" } ?? ""
        return ShownField(
          one.identifier, "\(one.identifier)\(name)\(one.isCritical ? ", critical" : "")", ExtensionValue.value(one))
      })
  }

  private static func pathLength(_ length: Int?) -> String {
    switch length {
    case nil: "any number of CAs may stand below it"
    case 0: "no CA may stand below it"
    case 1: "one CA may stand below it"
    case let length?: "\(length) CAs may stand below it"
    }
  }

  private static func span(_ seconds: Int64) -> String {
    switch seconds {
    case ..<0: "before it begins"
    case ..<86_400: "after \(seconds / 3_600) h \(seconds % 3_600 / 60) min"
    case ..<172_800: "after a day"
    case let seconds: "after \(seconds / 86_400) days"
    }
  }
}
