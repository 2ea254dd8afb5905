/// Labels of headers (RFC 9052 §3.1).
enum COSEHeader {
  static let algorithm: Int64 = 1
  static let critical: Int64 = 2
}
