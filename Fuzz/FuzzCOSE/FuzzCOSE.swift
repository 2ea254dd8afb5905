@testable import Attestation

/// Any octets as a COSE_Sign1 message, as the token of an attestation result, and as signed reference values: structure only, no
/// signature is looked at.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCOSE(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  guard let message = try? COSESign1(decoding: octets) else { return 0 }
  precondition(
    (try? COSESign1(decoding: message.encoded))?.untagged == message.untagged,
    "a message changed on its way through its encoding")
  precondition(message.encoded.count <= octets.count + 16, "an encoding grew")
  precondition(message.signedOctets.count > message.payload.count, "a signature does not cover the payload")
  if let headers = try? message.headers() {
    let map = CBOR.map(headers)
    for header in headers {
      if let label = header.key.integer { precondition(map[label] == header.value, "a header is not found") }
    }
  }
  if let claims = try? CBOR(decoding: message.payload), let ear = try? EAR(cbor: claims) {
    precondition((try? EAR(cbor: ear.cbor)) == ear, "an attestation result changed on its way through its encoding")
  }
  return 0
}
