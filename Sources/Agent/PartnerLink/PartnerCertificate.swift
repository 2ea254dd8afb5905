import Secrets
package import TLSKeys

/// A partner's agent certificate as it was sent beforehand. Only its key counts: the pin is the SHA-256 of the
/// SubjectPublicKeyInfo, and the certificate shown later may be another one of the same key.
package struct PartnerCertificate: Hashable, Sendable {
  package let leaf: LeafCertificate

  package var pin: KeyDigest { self.leaf.digest }

  package init(_ leaf: LeafCertificate) {
    self.leaf = leaf
  }

  /// Reads a PEM file. A file that holds a private key is refused: somebody sent more than they should.
  package static func load(_ path: String) throws(PartnerCertificateError) -> PartnerCertificate {
    let text = try self.readPEM(path)
    do {
      if try PEMText(text).holdsPrivateKey {
        throw PartnerCertificateError(
          path: path, reason: "holds a private key. Ask the partner for the certificate alone, and for a new identity")
      }
      return PartnerCertificate(try LeafCertificate(pem: text))
    } catch let error as PartnerCertificateError {
      throw error
    } catch {
      throw PartnerCertificateError(path: path, reason: "\(error)")
    }
  }

  static func readPEM(_ path: String) throws(PartnerCertificateError) -> String {
    do {
      return try SecretFile.examineText(path).text
    } catch {
      let reason =
        switch error.kind {
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .notARegularFile: "is not a regular file"
        default: "is no PEM file"
        }
      throw PartnerCertificateError(path: path, reason: reason)
    }
  }
}
