import Foundation
import TLSKeys

/// How a browser's extension recognizes a root that is trusted besides the built-in ones.
enum RootFingerprint {
  /// SHA-256 of each certificate of a PEM text, base64url.
  static func all(inPEM text: String) throws(KeyError) -> [String] {
    try PEMText(text).blocks.filter { $0.label == "CERTIFICATE" }.map { KeyDigest(spkiDER: $0.octets).base64URL }
  }
}
