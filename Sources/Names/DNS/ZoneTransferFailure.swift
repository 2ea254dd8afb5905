public import DNSWire

/// Why a zone could not be had whole.
public enum ZoneTransferFailure: Error, Hashable, Sendable {
  /// The question does not fit into a message.
  case unsendable(DNSWireError)
  /// No connection reaches the server.
  case unreachable(ServerAddress, reason: String)
  /// The server does not hand it over, or what came is not the zone.
  case refused(ServerAddress, ZoneTransferError)
  /// The connection, or the time, ended before the zone did.
  case broken(ServerAddress, reason: String)
  /// The task was cancelled.
  case cancelled
}

extension ZoneTransferFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unsendable(let error): "the question cannot be sent: \(error)"
    case .unreachable(let server, let reason):
      "the DNS server \(server) cannot be reached: \(reason). Check the address and that it runs"
    case .refused(let server, let error): "\(server) did not hand the zone over: \(error)"
    case .broken(let server, let reason): "\(server) broke off: \(reason)"
    case .cancelled: "asking for the zone was cancelled"
    }
  }
}
