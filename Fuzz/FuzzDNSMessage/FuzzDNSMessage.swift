@testable import DNSWire

/// Any octets as a DNS message: parsing refuses or gives a message that comes out of its own encoding unchanged; the
/// check of a TSIG ends with an error, since nobody here knows the key.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDNSMessage(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  if let message = try? DNSMessage(parsing: octets) {
    // What was compressed may be too large written out; everything else must come back.
    if let encoded = try? message.encoded() {
      precondition((try? DNSMessage(parsing: encoded)) == message, "a message changed on its way through its encoding")
    }
    for record in message.answers + message.additionals {
      _ = try? TXTData.join(record.rdata)
      precondition((try? DomainName(record.name.description)) == record.name, "a name changed on its way through text")
    }
  }
  if let name = try? DomainName("key.test."),
    let key = try? TSIGKey(name: name, secret: Array(repeating: 7, count: 32)),
    octets.count >= 2
  {
    let request = SignedMessage(
      wire: [], mac: Array(repeating: 1, count: 32), id: UInt16(octets[0]) << 8 | UInt16(octets[1]))
    precondition(
      (try? TSIG.verify(octets, to: request, with: key, now: 1_790_000_000)) == nil, "a forged answer was believed")
  }
  _ = try? DomainName(String(decoding: octets, as: UTF8.self))
  return 0
}
