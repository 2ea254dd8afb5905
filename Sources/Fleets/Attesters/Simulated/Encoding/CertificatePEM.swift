import Foundation

/// Certificates as PEM (RFC 7468): the form in which chains are handed on.
package enum CertificatePEM {
  /// - Parameter certificates: DER, in the order in which they are to stand.
  package static func text(_ certificates: [[UInt8]]) -> String {
    certificates.map { der in
      let lines = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
      return "-----BEGIN CERTIFICATE-----\n\(lines)\n-----END CERTIFICATE-----\n"
    }.joined()
  }
}
