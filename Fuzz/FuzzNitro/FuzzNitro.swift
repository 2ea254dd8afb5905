@testable import Attestation

/// Any octets as a Nitro document, as the payload of one, and as a certificate: structure only, no signature is looked at.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNitro(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  if let document = try? NitroDocument(decoding: octets) { check(document) }
  let around = COSESign1(protected: NitroDocument.protected, payload: octets, signature: Array(repeating: 1, count: 96))
  if let document = try? NitroDocument(decoding: around.encoded) { check(document) }
  if let certificate = try? X509Certificate(der: octets) { _ = (certificate.name, certificate.isP384) }
  return 0
}

private func check(_ document: NitroDocument) {
  let indices = document.pcrs.map(\.index)
  precondition(
    (1...32).contains(indices.count) && indices.allSatisfy { (0...31).contains($0) }, "a PCR that does not exist")
  precondition(Set(indices).count == indices.count && indices == indices.sorted(), "a PCR twice, or out of order")
  precondition(
    document.message.signature.count == 96 && (1...8).contains(document.cabundle.count), "a length beyond its bounds")
  precondition(
    (try? NitroDocument(decoding: document.message.encoded))?.pcrs == document.pcrs, "a document changed on its way")
  let evidence = document.evidence(isSimulated: true, notAfter: 0)
  precondition(
    evidence.measurements.count == indices.count && evidence.boundData.count <= 1_024, "evidence that was not there")
  for der in document.cabundle + [document.certificate] {
    precondition((1...1_024).contains(der.count), "a certificate beyond its bounds")
    _ = (try? X509Certificate(der: der))?.name
  }
}
