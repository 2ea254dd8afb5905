import NIOSSL

extension LinkTrouble {
  /// Reads a failure of the TLS library. BoringSSL's reasons come as words only.
  init(_ error: any Error) {
    let text = String(describing: error)
    func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }

    if says("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST") {
      self = .otherProtocol("the first octets are no TLS record")
    } else if says("UNSUPPORTED_PROTOCOL", "ALERT_PROTOCOL_VERSION", "WRONG_SSL_VERSION", "NO_SUPPORTED_VERSIONS") {
      self = .tlsTooOld
    } else if says("PEER_DID_NOT_RETURN_A_CERTIFICATE", "CERTIFICATE_REQUIRED") {
      self = .noCertificate
    } else if says("NO_APPLICATION_PROTOCOL") {
      self = .otherProtocol("no HTTP/2 among its protocols")
    } else if says("ALERT_BAD_CERTIFICATE", "ALERT_CERTIFICATE", "ALERT_UNKNOWN_CA", "ALERT_ACCESS_DENIED") {
      self = .refusedByPeer
    } else {
      self = .broken(Self.firstReason(text))
    }
  }

  /// The library's own word for the reason, without the file and line of its source.
  private static func firstReason(_ text: String) -> String {
    guard let start = text.firstRange(of: "routines:") else { return String(text.prefix(120)) }
    return String(text[start.upperBound...].prefix { $0 != " " && $0 != "]" && $0 != "," })
  }
}
