/// Checks the signatures of a response of several messages, as a zone transfer is (RFC 8945 §5.3.1).
///
/// The first message must be signed, and of the later ones at least every hundredth. What was taken is proved to be the
/// server's words, in this order and without a gap, only while ``isProved`` holds.
struct TSIGStream: Sendable {
  /// How many messages in a row need no signature.
  static let longestUnsigned = 99

  private let request: SignedMessage
  private let key: TSIGKey
  private var lastMAC: [UInt8]?
  private var unsigned: [UInt8] = []
  private var unsignedCount = 0

  init(answering request: SignedMessage, with key: TSIGKey) {
    self.request = request
    self.key = key
  }

  /// Whether a signature covers the last message that was taken, and so all before it.
  var isProved: Bool { lastMAC != nil && unsignedCount == 0 }

  /// Takes the next message.
  /// - Parameter now: Unix seconds.
  /// - Returns: the message without its TSIG.
  mutating func take(_ octets: [UInt8], now: UInt64) throws(TSIGError) -> DNSMessage {
    guard let lastMAC else {
      let message = try TSIG.verify(octets, to: request, with: key, now: now)
      self.lastMAC = try TSIG.split(octets).1?.mac
      return message
    }
    guard octets.count >= 2, octets[0] == UInt8(request.id >> 8), octets[1] == UInt8(request.id & 0xFF) else {
      throw .wrongID
    }
    let (message, tsig, signed) = try TSIG.split(octets)
    guard message.header.isResponse else { throw .notAResponse }
    guard let tsig else {
      guard unsignedCount < Self.longestUnsigned else { throw .unsigned(message.header.responseCode) }
      unsigned += octets
      unsignedCount += 1
      return message
    }
    let covered = TSIG.digestInput(previousMAC: lastMAC, unsigned: unsigned, message: signed, tsig)
    try TSIG.check(tsig, of: message, over: covered, with: key, now: now)
    self.lastMAC = tsig.mac
    unsigned = []
    unsignedCount = 0
    return message
  }
}
