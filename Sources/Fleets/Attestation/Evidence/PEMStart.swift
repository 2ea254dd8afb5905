/// Finds out whether octets are a PEM text, though something else comes before its first block: `openssl x509 -text` and
/// `openssl s_client` write so (RFC 7468 §2).
enum PEMStart {
  private static let begin = Array("-----BEGIN ".utf8)
  /// The byte order mark that some editors put first.
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Whether a line of this text begins a block; no text has zeros.
  static func isIn(_ octets: [UInt8]) -> Bool {
    guard !octets.contains(0) else { return false }
    return self.withoutMark(octets).split { $0 == 0x0A || $0 == 0x0D }.contains { line in
      line.drop { $0 == 0x20 || $0 == 0x09 }.starts(with: self.begin)
    }
  }

  static func withoutMark(_ octets: [UInt8]) -> ArraySlice<UInt8> {
    octets.starts(with: self.mark) ? octets.dropFirst(self.mark.count) : octets[...]
  }
}
