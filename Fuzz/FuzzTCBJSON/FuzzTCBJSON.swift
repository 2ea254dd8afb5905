import Foundation

@testable import Attestation

/// Any octets as JSON, as TCB Info, as QE Identity, and as each shape of collateral: structure only, nothing is verified.
///
/// What this reader of JSON takes, another takes as well; and what was signed stands once among the octets that were given.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTCBJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  if let json = try? StrictJSON(octets, atMost: SignedText.maximumOctets, check: "fuzz") { check(json, octets) }
  let signed = SignedText(octets: octets, signature: [])
  _ = try? TCBInfo(signed)
  _ = try? QEIdentity(signed)
  // Several pieces, as separate files would come.
  let pieces = octets.split(separator: 0, omittingEmptySubsequences: false).map { Array($0) }
  if let collateral = try? TDXCollateral(pieces) { check(collateral) }
  if pieces.count > 1 { _ = try? TDXCollateral([octets]) }
  return 0
}

private func check(_ json: StrictJSON, _ octets: [UInt8]) {
  precondition(
    (try? JSONSerialization.jsonObject(with: Data(octets), options: .fragmentsAllowed)) != nil,
    "another reader does not take this for JSON")
  guard case .object(let members) = json else { return }
  for member in members {
    let again = try? StrictJSON(Array(octets[member.place]), atMost: SignedText.maximumOctets, check: "fuzz")
    precondition(again == member.value, "a member's value does not stand where it is said to stand")
  }
}

private func check(_ collateral: TDXCollateral) {
  for info in collateral.tcbInfos {
    precondition((try? TCBInfo(info.signed))?.levels == info.levels, "a TCB Info changed on its way through its octets")
  }
  for identity in collateral.qeIdentities {
    precondition((try? QEIdentity(identity.signed))?.levels == identity.levels, "a QE Identity changed")
  }
}
