import Foundation

/// Certificates as PEM (RFC 7468): the form in which chains are handed on.
package enum CollateralPEM {
  package static func text(_ certificates: [[UInt8]]) -> [UInt8] {
    let text = certificates.map { der in
      let lines = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
      return "-----BEGIN CERTIFICATE-----\n\(lines)\n-----END CERTIFICATE-----\n"
    }
    return Array(text.joined().utf8)
  }
}
