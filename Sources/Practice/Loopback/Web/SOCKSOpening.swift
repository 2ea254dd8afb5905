import NIOCore

/// What a client of a proxy wants, as far as it has said so.
enum TunnelOpening {
  case unfinished
  case wrong
  /// - agreement: what the client is told when the way is open.
  case target(_ host: String, _ port: Int, _ agreement: ByteBuffer)
}

/// The beginning of a SOCKS 5 connection that needs no authentication (RFC 1928 §3, §4).
enum SOCKSOpening {
  static let version: UInt8 = 5
  static let noAuthentication = ByteBuffer(bytes: [5, 0])

  /// Whether the client's list of methods was all there; it is taken away then.
  static func readGreeting(_ octets: inout ByteBuffer) -> Bool {
    guard let count = octets.getInteger(at: octets.readerIndex + 1, as: UInt8.self),
      octets.readSlice(length: 2 + Int(count)) != nil
    else { return false }
    return true
  }

  /// A request to connect to a name; addresses are for clients that ask for names elsewhere.
  static func readTarget(_ request: ByteBuffer) -> TunnelOpening {
    var octets = request
    guard let head = octets.readBytes(length: 4) else { return .unfinished }
    guard head == [5, 1, 0, 3] else { return .wrong }
    guard let count = octets.readInteger(as: UInt8.self), let host = octets.readString(length: Int(count)),
      let port = octets.readInteger(as: UInt16.self)
    else { return .unfinished }
    return .target(host, Int(port), ByteBuffer(bytes: [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]))
  }
}
