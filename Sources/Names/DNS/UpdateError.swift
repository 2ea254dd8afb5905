public import DNSWire

/// Why an update did not come about, or why nobody knows whether it did.
public enum UpdateError: Error, Hashable, Sendable {
  /// It cannot be written as a message of at most 65,535 octets. Nothing was sent.
  case unsendable(DNSWireError)
  /// The server saw nothing of it.
  case unreachable(ServerAddress, reason: String)
  /// The server says, signed: something that had to hold does not. Nothing was changed (RFC 2136 §3.2).
  case prerequisiteFailed(ServerAddress, ResponseCode)
  /// The server says, signed: no. Nothing was changed.
  case refusedByServer(ServerAddress, ResponseCode)
  /// BADKEY: the server does not know the key; Knot says so too where the key may not make this change. Such an answer is
  /// never signed.
  case keyUnknown(ServerAddress, key: DomainName)
  /// BADSIG: the secret or the algorithm differs. Such an answer is never signed.
  case signatureRefused(ServerAddress, key: DomainName)
  /// BADTIME, signed: the clocks differ by more than the fudge. Unix seconds. Nothing was changed.
  case clockDiffers(ServerAddress, ours: UInt64, servers: UInt64?)
  /// It was sent, and what came back is not proved to be the server's answer: it may or may not have been applied.
  case responseNotAuthentic(ServerAddress, TSIGError)
  /// It was sent, and no answer came: it may or may not have been applied.
  case outcomeUnknown(ServerAddress, reason: String)
  /// The task was cancelled; it may or may not have been applied.
  case cancelled
}

extension UpdateError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unsendable(let error): "the update cannot be sent: \(error)"
    case .unreachable(let server, let reason):
      "the DNS server \(server) cannot be reached: \(reason). Check the address and that it runs"
    case .prerequisiteFailed(let server, let code):
      "\(server) changed nothing, because the records are not as last seen (\(code)). Look again, then repeat"
    case .refusedByServer(let server, let code):
      "\(server) refused the update: \(code). Check that it serves the zone and lets the key write there"
    case .keyUnknown(let server, let key):
      "\(server) does not accept TSIG key \(key) (BADKEY): it does not know it, or does not let it write these names"
    case .signatureRefused(let server, let key):
      "\(server) finds the signature by TSIG key \(key) wrong (BADSIG). Check that both have the same secret"
    case .clockDiffers(let server, let ours, let servers):
      "the clock differs from that of \(server): ours \(ours), its \(servers.map(String.init) ?? "unknown"). "
        + "Set both by NTP"
    case .responseNotAuthentic(let server, let error):
      "\(server) gave an answer that cannot be trusted: \(error). The update may or may not have been applied"
    case .outcomeUnknown(let server, let reason):
      "\(server) gave no answer: \(reason). The update may or may not have been applied: look before repeating it"
    case .cancelled: "the update was cancelled; it may or may not have been applied"
    }
  }
}
