/// Transaction signatures (RFC 8945) for one request and its one response; ``TSIGStream`` is for a response of several messages.
public enum TSIG {
  /// Seconds by which clocks may differ by default (RFC 8945 §10).
  public static let usualFudge: UInt16 = 300

  static let badSignature: UInt16 = 16
  static let badKey: UInt16 = 17
  static let badTime: UInt16 = 18
  static let badTruncation: UInt16 = 22

  /// Signs a request (RFC 8945 §4.3, §5.1).
  /// - Parameters:
  ///   - now: Unix seconds, of which 48 bits count.
  ///   - fudge: seconds by which the server's clock may differ.
  /// - Throws: `tooLarge` where the message with its signature exceeds 65,535 octets.
  public static func sign(
    _ message: DNSMessage, with key: TSIGKey, now: UInt64, fudge: UInt16 = usualFudge
  ) throws(DNSWireError) -> SignedMessage {
    try sign(message, with: key, now: now, fudge: fudge, answering: [])
  }

  /// As above; `requestMAC` makes it the signature of a response.
  static func sign(
    _ message: DNSMessage, with key: TSIGKey, now: UInt64, fudge: UInt16 = usualFudge, answering requestMAC: [UInt8],
    error: UInt16 = 0, other: [UInt8] = []
  ) throws(DNSWireError) -> SignedMessage {
    let unsigned = try message.encoded()
    // Written in lower case too: PowerDNS takes the name as written into the digest.
    var tsig = TSIGRecord(
      keyName: DomainName(trusted: key.name.canonicalWire), algorithm: key.algorithm.name,
      timeSigned: now & 0xFFFF_FFFF_FFFF, fudge: fudge, originalID: message.header.id, error: error, other: other)
    tsig.mac = key.mac(of: digestInput(requestMAC: requestMAC, message: unsigned, tsig))
    return SignedMessage(wire: try appending(tsig, to: unsigned), mac: tsig.mac, id: message.header.id)
  }

  /// Checks that `response` is the server's answer to `request`, whole and unchanged (RFC 8945 §5.3, §5.4).
  ///
  /// Anything but a valid signature by the same key over this very exchange throws. Of the errors thrown only
  /// `clockDiffers`, `truncationRefused`, `other` and `expired` are proved to be the server's words.
  /// - Parameter now: Unix seconds.
  /// - Returns: the response without its TSIG.
  public static func verify(
    _ response: [UInt8], to request: SignedMessage, with key: TSIGKey, now: UInt64
  ) throws(TSIGError) -> DNSMessage {
    guard response.count >= 2, response[0] == UInt8(request.id >> 8), response[1] == UInt8(request.id & 0xFF) else {
      throw .wrongID
    }
    let (message, tsig, signed) = try split(response)
    guard message.header.isResponse else { throw .notAResponse }
    guard let tsig else { throw .unsigned(message.header.responseCode) }
    try check(
      tsig, of: message, over: digestInput(requestMAC: request.mac, message: signed, tsig), with: key, now: now)
    return message
  }

  /// Checks that `tsig` is a signature of this key over these octets, made now, and says nothing against the request.
  static func check(
    _ tsig: TSIGRecord, of message: DNSMessage, over octets: [UInt8], with key: TSIGKey, now: UInt64
  ) throws(TSIGError) {
    guard tsig.keyName == key.name, tsig.algorithm == key.algorithm.name else {
      throw .otherKey("\(tsig.keyName) (\(tsig.algorithm))")
    }
    if tsig.mac.isEmpty {
      switch tsig.error {
      case badKey: throw .keyUnknown
      case badSignature: throw .signatureRefused
      default: throw .unsigned(message.header.responseCode)
      }
    }
    guard tsig.mac.count == key.algorithm.macLength else { throw .truncatedMAC(octets: tsig.mac.count) }
    guard key.holds(tsig.mac, of: octets) else { throw .macMismatch }
    switch tsig.error {
    case 0: break
    case badTime: throw .clockDiffers(serverTime: tsig.serverTime)
    case badTruncation: throw .truncationRefused
    case badKey: throw .keyUnknown
    case badSignature: throw .signatureRefused
    default: throw .other(tsig.error)
    }
    let distance = now > tsig.timeSigned ? now - tsig.timeSigned : tsig.timeSigned - now
    guard distance <= UInt64(tsig.fudge) else { throw .expired(signed: tsig.timeSigned, now: now) }
  }

  /// The message without its TSIG, the TSIG, and the octets that were signed: as they were before the TSIG was added,
  /// under the id that the signer saw (RFC 8945 §4.3.2, §5.1).
  static func split(_ octets: [UInt8]) throws(TSIGError) -> (DNSMessage, TSIGRecord?, signed: [UInt8]) {
    do throws(DNSWireError) {
      let parsed = try ParsedMessage(octets)
      var message = parsed.message
      let records = message.answers + message.authorities + message.additionals
      guard records.contains(where: { $0.type == .tsig }) else { return (message, nil, octets) }
      guard let last = message.additionals.popLast(), last.type == .tsig,
        records.count(where: { $0.type == .tsig }) == 1
      else { throw .malformed("the TSIG is not the last record, or not the only one") }
      let tsig = try TSIGRecord(last)
      var signed = Array(octets[..<parsed.lastAdditional])
      signed.replaceSubrange(0..<2, with: bigEndian(tsig.originalID))
      signed.replaceSubrange(10..<12, with: bigEndian(UInt16(message.additionals.count)))
      return (message, tsig, signed)
    } catch {
      throw .malformed(error)
    }
  }

  private static func digestInput(requestMAC: [UInt8], message: [UInt8], _ tsig: TSIGRecord) -> [UInt8] {
    let prefix = requestMAC.isEmpty ? [] : bigEndian(UInt16(requestMAC.count)) + requestMAC
    return prefix + message + tsig.variables
  }

  /// What a MAC covers in a later message of an answer of several: the MAC before it, everything since, and of the TSIG's
  /// variables only the times (RFC 8945 §5.3.1).
  static func digestInput(
    previousMAC: [UInt8], unsigned: [UInt8], message: [UInt8], _ tsig: TSIGRecord
  ) -> [UInt8] {
    bigEndian(UInt16(previousMAC.count)) + previousMAC + unsigned + message + tsig.timers
  }

  static func appending(_ tsig: TSIGRecord, to unsigned: [UInt8]) throws(DNSWireError) -> [UInt8] {
    var writer = WireWriter()
    try writer.uncompressedRecord(tsig.record)
    var wire = unsigned
    let count = UInt16(wire[10]) << 8 | UInt16(wire[11])
    wire.replaceSubrange(10..<12, with: bigEndian(count + 1))
    wire += writer.octets
    guard wire.count <= DNSMessage.octetLimit else { throw .tooLarge(octets: wire.count) }
    return wire
  }

  private static func bigEndian(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
}
