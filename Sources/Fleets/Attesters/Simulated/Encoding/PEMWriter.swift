import Foundation

/// Blocks of PEM (RFC 7468), each ended by a newline.
enum PEMWriter {
  static func certificates(_ certificates: [[UInt8]]) -> String {
    certificates.map { self.block("CERTIFICATE", $0) }.joined()
  }

  private static func block(_ label: String, _ octets: [UInt8]) -> String {
    let text = Data(octets).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return "-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----\n"
  }
}
