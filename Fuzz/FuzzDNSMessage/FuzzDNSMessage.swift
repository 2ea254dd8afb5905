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
    for record in message.answers + message.authorities + message.additionals {
      readData(record)
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
    var transfer = ZoneTransfer(of: name, answering: request, with: key) { _ in true }
    precondition((try? transfer.take(octets, now: 1_790_000_000)) == nil, "a forged zone was believed")
  }
  _ = try? DomainName(String(decoding: octets, as: UTF8.self))
  return 0
}

/// Every reader takes every record's data: what a type says of itself is the sender's choice.
private func readData(_ record: ResourceRecord) {
  let rdata = record.rdata
  _ = try? TXTData.join(rdata)
  _ = try? DomainName(rdata: rdata)
  if let start = try? SOAData(rdata) { precondition(!start.isOlder(than: start), "a serial is older than itself") }
  if let key = try? DNSKEYData(rdata) {
    for type in [1, 2, 4] as [UInt8] {
      precondition(
        DSData(of: key, owner: record.name, digestType: type)?.matches(key, owner: record.name) == true,
        "a DS record does not match its own key")
    }
  }
  _ = (try? DSData(rdata))?.description
  if let signature = try? RRSIGData(rdata) {
    for now in [0, 1_790_000_000, .max] as [Int64] {
      _ = (signature.begin(near: now), signature.end(near: now))
    }
  }
  if let denial = try? NSEC3Data(rdata) {
    precondition(denial.types.count <= 65536, "a bitmap of more types than exist")
  }
  _ = (try? NSEC3PARAMData(rdata))?.description
}
