/// The payload's map, and the rules for each of its fields.
struct NitroFields {
  private let map: CBOR
  /// How many entries have names that are not known.
  let unknown: Int

  private static let names: Set<CBOR> = Set(
    [
      "module_id", "digest", "timestamp", "pcrs", "certificate", "cabundle", "public_key", "user_data", "nonce",
    ].map(CBOR.text))

  init(_ payload: [UInt8]) throws(EvidenceError) {
    self.map = try CBOR(decoding: payload, limits: CBORLimits(octets: payload.count))
    guard let entries = self.map.entries else { throw .malformed("nitro.payload", "the payload is no CBOR map") }
    self.unknown = entries.count(where: { !Self.names.contains($0.key) })
  }

  func moduleID() throws(EvidenceError) -> String {
    let check = "nitro.module-id"
    guard let text = try self.mandatory("module_id", check: check).string, !text.isEmpty else {
      throw .malformed(check, "module_id is empty or no text")
    }
    return text
  }

  func checkDigest() throws(EvidenceError) {
    let check = "nitro.digest"
    guard try self.mandatory("digest", check: check) == .text("SHA384") else {
      throw .malformed(check, "digest is not the text SHA384")
    }
  }

  func timestamp() throws(EvidenceError) -> Int64 {
    let check = "nitro.timestamp"
    guard let time = try self.mandatory("timestamp", check: check).integer, time > 0, time < 1 << 48 else {
      throw .malformed(check, "timestamp is no number of milliseconds since 1970")
    }
    return time
  }

  func pcrs() throws(EvidenceError) -> [NitroDocument.PCR] {
    guard let entries = try self.mandatory("pcrs", check: "nitro.pcrs").entries, (1...32).contains(entries.count) else {
      throw .malformed("nitro.pcrs", "pcrs is no map of 1 to 32 registers")
    }
    var pcrs: [NitroDocument.PCR] = []
    for entry in entries {
      guard let index = entry.key.integer, (0...31).contains(index) else {
        throw .malformed("nitro.pcr-index", "a PCR's number is none of 0 to 31")
      }
      guard let value = entry.value.octets, [32, 48, 64].contains(value.count) else {
        throw .malformed("nitro.pcr-length", "PCR\(index) is no byte string of 32, 48 or 64 octets")
      }
      pcrs.append(NitroDocument.PCR(index: Int(index), value: value))
    }
    return pcrs.sorted { $0.index < $1.index }
  }

  func certificate() throws(EvidenceError) -> [UInt8] {
    let check = "nitro.certificate"
    return try Self.octets(try self.mandatory("certificate", check: check), 1...1_024, "certificate", check: check)
  }

  func cabundle() throws(EvidenceError) -> [[UInt8]] {
    guard let items = try self.mandatory("cabundle", check: "nitro.cabundle").items, (1...8).contains(items.count)
    else {
      throw .malformed("nitro.cabundle", "cabundle is no array of 1 to 8 certificates")
    }
    var all: [[UInt8]] = []
    for item in items { all.append(try Self.octets(item, 1...1_024, "a CA in cabundle", check: "nitro.ca-length")) }
    return all
  }

  /// A field that may be null or absent.
  func optional(_ name: String, check: String) throws(EvidenceError) -> [UInt8]? {
    switch self.map[name] {
    case nil, .null?: nil
    case let value?: try Self.octets(value, 0...1_024, name, check: check)
    }
  }

  private func mandatory(_ name: String, check: String) throws(EvidenceError) -> CBOR {
    guard let value = self.map[name] else { throw .malformed(check, "\(name) is absent") }
    return value
  }

  private static func octets(
    _ value: CBOR, _ lengths: ClosedRange<Int>, _ name: String, check: String
  ) throws(EvidenceError) -> [UInt8] {
    guard let octets = value.octets, lengths.contains(octets.count) else {
      throw .malformed(check, "\(name) is no byte string of \(lengths.lowerBound) to \(lengths.upperBound) octets")
    }
    return octets
  }
}
