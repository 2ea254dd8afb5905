import NIOSSL

/// BoringSSL's reason for a failed handshake, in a person's words.
struct TLSFailureReason: CustomStringConvertible {
  /// BoringSSL's name of the first reason, such as `WRONG_VERSION_NUMBER`; empty when it gave none.
  let code: String
  /// Whether the certificate was refused. Other reasons may stand before it, such as a signature that does not fit.
  let isCertificate: Bool
  private let original: String

  init(_ error: BoringSSLError) {
    self.original = "\(error)"
    let stack: [BoringSSLInternalError] =
      switch error {
      case .sslError(let stack), .unknownError(let stack): stack
      default: []
      }
    // "error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED at file:line"
    let codes = stack.map { entry in
      entry.description.split(separator: " at ").first?.split(separator: ":").last.map(String.init) ?? ""
    }
    self.code = codes.first ?? ""
    self.isCertificate = codes.contains("CERTIFICATE_VERIFY_FAILED")
  }

  var description: String {
    switch self.code {
    case "WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST", "INVALID_RECORD_HEADER", "UNEXPECTED_MESSAGE",
      "UNEXPECTED_RECORD", "BAD_RECORD":
      "it does not speak TLS on this port (\(self.code))"
    case "UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION":
      "it offers no TLS version from 1.2 on (\(self.code))"
    case "SSLV3_ALERT_HANDSHAKE_FAILURE", "NO_SHARED_CIPHER", "TLSV1_ALERT_INSUFFICIENT_SECURITY":
      "it shares no cipher suite or signature algorithm with this program (\(self.code))"
    case "TLSV1_ALERT_UNRECOGNIZED_NAME", "TLSV1_UNRECOGNIZED_NAME":
      "it does not serve this host (\(self.code))"
    case let code where code.contains("EOF during handshake"): "it closed the connection before the handshake was done"
    case "": "it broke off the handshake (\(self.original))"
    default: "it failed with \(self.code)"
    }
  }
}
