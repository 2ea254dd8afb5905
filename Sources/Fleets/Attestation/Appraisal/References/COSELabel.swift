/// Labels of COSE headers that say what a message is, and whose (RFC 9052 §3.1, RFC 9596, RFC 9360 §2).
enum COSELabel {
  static let keyID: Int64 = 4
  static let type: Int64 = 16
  static let certificates: Int64 = 33
}
