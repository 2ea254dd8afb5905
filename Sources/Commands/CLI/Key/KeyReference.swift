import Declarations
import Foundation
import TLSKeys

/// A TLS key as a person names it: by its digest, or by a file that holds its certificate.
enum KeyReference {
  /// - Parameter text: 43 characters of base64url, else the path of a PEM file.
  static func read(_ text: String) throws(Complaint) -> KeyDigest {
    if let digest = KeyDigest(base64URL: text) { return digest }
    guard FileManager.default.fileExists(atPath: text) else {
      throw .usage(
        text, "'\(text)' is neither the digest of a key (43 characters, as `warifu key list` shows it) nor a file",
        next: "Name one of the two.")
    }
    return try self.certificate(text).digest
  }

  /// The first certificate in a PEM file, which is the leaf in every chain.
  static func certificate(_ path: String) throws(Complaint) -> LeafCertificate {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Complaint(
        .usage, code: "certificateFile", subject: path,
        message: "\(path) cannot be read: \(String(cString: strerror(errno)))", next: "Name a certificate in PEM form.")
    }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: PEMText.maximumOctets + 1),
      let text = String(validating: data, as: UTF8.self)
    else { throw self.unreadable(path, "is no text") }
    do {
      if try PEMText(text).holdsPrivateKey {
        throw Complaint(
          .usage, code: "privateKey", subject: path, message: "\(path) holds a private key, which is not needed here",
          next: "Put the key into the signing agent's own directory (mode 0600), and name the certificate alone.")
      }
      return try LeafCertificate(pem: text)
    } catch let complaint as Complaint {
      throw complaint
    } catch {
      throw self.unreadable(path, "cannot be used: \(error)")
    }
  }

  /// The certificate of a key that is to be declared for `host`.
  ///
  /// - Parameter now: Unix seconds.
  static func certificate(_ path: String, for host: HostName, now: Int64) throws(Complaint) -> LeafCertificate {
    let leaf = try self.certificate(path)
    func refused(_ code: String, _ what: String, _ next: String) -> Complaint {
      Complaint(.failed, code: code, subject: path, message: "\(path) \(what)", next: next)
    }
    if case .failure(let error) = leaf.publicKey {
      throw refused(
        "unsupportedKey", "has a key that declarations cannot be made with: \(error)",
        "Use RSA of 2048 to 8192 bits, P-256, P-384 or Ed25519.")
    }
    guard let names = try? SubjectNames(of: leaf), names.contain(host: host.description) else {
      throw refused(
        "notForThisHost", "is no certificate for \(host)",
        "Name a certificate that has \(host) among its subjectAltNames.")
    }
    guard leaf.notAfter > now else {
      throw refused("expired", "ended on \(Moment.text(leaf.notAfter))", "Name the new certificate.")
    }
    return leaf
  }

  private static func unreadable(_ path: String, _ what: String) -> Complaint {
    Complaint(
      .usage, code: "certificateFile", subject: path, message: "\(path) \(what)",
      next: "Name a certificate in PEM form."
    )
  }
}
