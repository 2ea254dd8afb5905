@testable import Attestation

/// Any octets as CBOR: what is read comes out of its deterministic encoding unchanged, and that is
/// not much longer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCBOR(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  if let item = try? CBOR(decoding: octets) {
    let encoded = item.encoded
    precondition(encoded.count <= 2 * octets.count, "an encoding grew")
    precondition((try? CBOR(decoding: encoded))?.encoded == encoded, "an item changed on its way through its encoding")
    read(item)
  }
  return 0
}

/// Every reader takes every item.
private func read(_ item: CBOR) {
  _ = (item.integer, item.octets, item.string, item[1], item["digest"])
  for entry in item.entries ?? [] {
    if let key = entry.key.string { precondition(item[key] == entry.value, "a map does not find its own entry") }
    if let key = entry.key.integer { precondition(item[key] == entry.value, "a map does not find its own entry") }
  }
  for item in item.items ?? [] { _ = item.integer }
}
