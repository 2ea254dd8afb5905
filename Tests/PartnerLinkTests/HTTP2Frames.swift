/// Just enough of RFC 9113 to be a nuisance.
enum HTTP2Frames {
  static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(type: 4, flags: 0, stream: 0, [])

  /// HEADERS of a call that never sends its message.
  static func call(_ path: String, stream: UInt32) -> [UInt8] {
    func literal(_ name: String, _ value: String) -> [UInt8] {
      [0x00, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)] + Array(value.utf8)
    }
    let block: [UInt8] =
      [0x83, 0x86] + literal(":path", path) + literal(":authority", "x") + literal("content-type", "application/grpc")
      + literal("te", "trailers")
    return self.frame(type: 1, flags: 0x4, stream: stream, block)
  }

  static func frame(type: UInt8, flags: UInt8, stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
    let length = UInt32(payload.count)
    return [UInt8(length >> 16 & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF), type, flags]
      + (0..<4).map { UInt8(stream >> (24 - 8 * $0) & 0xFF) } + payload
  }

  /// The frames in a stream of octets, as type and payload.
  static func read(_ octets: [UInt8]) -> [(type: UInt8, payload: [UInt8])] {
    var frames: [(type: UInt8, payload: [UInt8])] = []
    var rest = octets[...]
    while rest.count >= 9 {
      let head = Array(rest.prefix(9))
      let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
      guard rest.count >= 9 + length else { break }
      frames.append((head[3], Array(rest.dropFirst(9).prefix(length))))
      rest = rest.dropFirst(9 + length)
    }
    return frames
  }
}
