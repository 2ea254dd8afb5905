@testable import Attestation

/// Any octets as a TDX quote with its PCK certificates, and as what such a certificate says about its platform: structure only,
/// nothing is verified.
///
/// What is read of a quote is exactly what stands in it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTDX(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  if let quote = try? TDXQuote(octets) { check(quote, octets) }
  _ = try? PCKExtension(octets)
  _ = try? PCKChain(pem: octets)
  return 0
}

private func check(_ quote: TDXQuote, _ octets: [UInt8]) {
  let data = quote.signatureData
  precondition(octets.starts(with: quote.signed), "something else than the start of the quote would be verified")
  let start = quote.signed.count + 4
  precondition(
    octets[start...].starts(with: data.signature + data.attestationKey),
    "the signature data does not follow the signed octets")
  // Kind, length, QE report, its signature and the length of the authentication data stand before it; kind and length after it.
  let parts = 64 + 64 + 6 + data.qeReport.octets.count + 64 + 2 + data.authenticationData.count + 6
  precondition(octets[(start + parts)...].starts(with: data.pckChain), "the PCK certificates stand elsewhere")
  if let again = try? TDXQuote(Array(octets.prefix(start + parts + data.pckChain.count + 1))) {
    precondition(again.body == quote.body && again.qeReport == quote.qeReport, "what follows a quote changed it")
  }
  _ = try? quote.pckChain()
}
