import TLSKeys

/// Any octets as the PEM or DER of keys and certificates: what is read has a key that is read the same again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPEM(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  let text = String(decoding: octets, as: UTF8.self)
  check(try? PublicKey(pem: text))
  check(try? PublicKey(spkiDER: octets))
  check(try? LeafCertificate(der: octets).publicKey.get())
  if let leaf = try? LeafCertificate(der: octets) { _ = try? SubjectNames(of: leaf).contain(host: "www.shop.test") }
  check(try? LeafCertificate(pem: text).publicKey.get())
  check((try? PrivateKey(pem: text))?.publicKey)
  return 0
}

private func check(_ key: PublicKey?) {
  guard let key else { return }
  precondition((try? PublicKey(spkiDER: key.spkiDER)) == key, "a key changed on its way through its DER")
  precondition(!key.verifies([], over: []), "an empty signature was believed")
}
