/// Why a response is not what the server said, or what the server said of the request's signature.
public enum TSIGError: Error, Hashable, Sendable {
  /// It answers another request.
  case wrongID
  /// It is a request, or answers another kind of request.
  case notAResponse
  /// It cannot be read, or its TSIG is not the last record.
  case malformed(DNSWireError)
  /// It has no signature, so anybody may have written it, its response code included.
  case unsigned(ResponseCode)
  /// It is signed with another key or algorithm than the request.
  case otherKey(String)
  /// The MAC is shorter than the algorithm makes it (RFC 8945 §5.2.2.1 lets a client refuse these).
  case truncatedMAC(octets: Int)
  /// The MAC does not fit the response to this request under this key.
  case macMismatch
  /// The MAC holds, but was made at another time than now.
  case expired(signed: UInt64, now: UInt64)
  /// BADKEY: the server does not know the key. Such an answer cannot be signed: it is a claim.
  case keyUnknown
  /// BADSIG: the server finds the request's MAC wrong. Such an answer cannot be signed: it is a claim.
  case signatureRefused
  /// BADTIME, signed: the server's clock differs from the request's time by more than the fudge.
  case clockDiffers(serverTime: UInt64?)
  /// BADTRUNC, signed: the server wants a longer MAC.
  case truncationRefused
  /// Another TSIG error, signed.
  case other(UInt16)
}

extension TSIGError {
  /// Whether the response's MAC was right, so that the server itself says this and waiting for another is in vain.
  public var isAuthentic: Bool {
    switch self {
    case .expired, .clockDiffers, .truncationRefused, .other: true
    case .wrongID, .notAResponse, .malformed, .unsigned, .otherKey, .truncatedMAC, .macMismatch, .keyUnknown,
      .signatureRefused:
      false
    }
  }
}

extension TSIGError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wrongID: "the response belongs to another request"
    case .notAResponse: "what came is not a response to this request"
    case .malformed(let error): "the response cannot be read: \(error)"
    case .unsigned(let code): "the response (\(code)) is not signed"
    case .otherKey(let name): "the response is signed with another key or algorithm: \(name)"
    case .truncatedMAC(let octets): "the response's MAC is cut to \(octets) octets"
    case .macMismatch: "the response's MAC is wrong"
    case .expired(let signed, let now): "the response was signed at \(signed), and it is \(now) (Unix seconds)"
    case .keyUnknown: "the server does not know the TSIG key (BADKEY)"
    case .signatureRefused: "the server finds the request's MAC wrong (BADSIG)"
    case .clockDiffers(let time):
      "the server's clock differs (BADTIME)" + (time.map { "; it says \($0) (Unix seconds)" } ?? "")
    case .truncationRefused: "the server wants a longer MAC (BADTRUNC)"
    case .other(let code): "the server answers with TSIG error \(code)"
    }
  }
}
