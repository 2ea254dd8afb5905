import Foundation
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
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw PartnerCertificateError(path: path, reason: "cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: PEMText.maximumOctets + 1), data.count <= PEMText.maximumOctets,
      let text = String(validating: data, as: UTF8.self)
    else {
      throw PartnerCertificateError(path: path, reason: "is no PEM file")
    }
    return text
  }
}
