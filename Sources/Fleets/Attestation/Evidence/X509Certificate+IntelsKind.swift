/// AMD signs with RSA and certifies P-384 keys, Intel does everything with P-256: so each certificate and list tells by its key or
/// signature whose it may be, and a piece for one TEE cannot spoil the verification of another.
extension X509Certificate {
  var isOfIntelsKind: Bool {
    guard case .p256 = self.key else { return false }
    return true
  }
}

extension RevocationList {
  var isOfIntelsKind: Bool { self.scheme == .ecdsaSHA256 }
}
