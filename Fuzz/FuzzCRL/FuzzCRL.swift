@testable import Attestation

/// Any octets as a revocation list: what is read is within the bounds, and says the same when it is read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCRL(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  guard let list = try? RevocationList(der: octets) else { return 0 }
  precondition(list.der == octets && list.count <= RevocationList.maximumEntries, "more entries than are allowed")
  // An entry takes at least a serial and a time.
  precondition(list.count * 18 <= octets.count, "more entries than there are octets")
  for now in [.min, list.thisUpdate, list.nextUpdate, .max] {
    let isInForce = (try? list.checkInForce(now: now)) != nil
    precondition(isInForce == (list.thisUpdate <= now && now <= list.nextUpdate), "in force at another time")
  }
  return 0
}
