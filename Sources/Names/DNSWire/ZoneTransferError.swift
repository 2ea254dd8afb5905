/// Why what came is not the whole zone.
public enum ZoneTransferError: Error, Hashable, Sendable {
  /// Its signatures do not hold, or a message that needs one has none.
  case signature(TSIGError)
  /// The server says, signed: no.
  case refused(ResponseCode)
  /// More octets than are taken.
  case tooLarge(octets: Int)
  /// More records than are kept.
  case tooManyRecords(Int)
  /// It is no zone transfer.
  case malformed(String)
}

extension ZoneTransferError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .signature(let error): "\(error)"
    case .refused(let code): "the server refused it: \(code)"
    case .tooLarge(let octets): "the zone has more than \(octets) octets, which is more than is taken"
    case .tooManyRecords(let count): "more than \(count) records of the zone would have to be kept"
    case .malformed(let reason): "the transfer is malformed: \(reason)"
    }
  }
}
