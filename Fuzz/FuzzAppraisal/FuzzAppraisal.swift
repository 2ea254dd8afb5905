import Attestation

/// Any octets as reference values, a policy, what `nitro-cli` prints, and an attestation result: what is read is
/// written so that it is read the same again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAppraisal(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  if let document = try? DocumentValue(json: octets) {
    check(document)
  }
  if let ear = (try? CBOR(decoding: octets)).flatMap({ try? EAR(cbor: $0) }) {
    precondition((try? EAR(cbor: ear.cbor))?.cbor == ear.cbor, "an attestation result changed on its way through CBOR")
    _ = ear.document.json
  }
  return 0
}

private func check(_ document: DocumentValue) {
  precondition(
    (try? DocumentValue(json: Array(document.json.utf8)))?.json == document.json,
    "a document changed on its way through JSON")
  _ = document.yaml
  if let reference = try? ReferenceValues(document: document) {
    precondition(
      (try? ReferenceValues(document: reference.document)) == reference, "reference values changed on their way")
  }
  if let policy = try? AppraisalPolicy(document: document) {
    precondition((try? AppraisalPolicy(document: policy.document)) == policy, "a policy changed on its way")
  }
  _ = try? ReferenceValues(describeEIF: document, name: "image")
}
