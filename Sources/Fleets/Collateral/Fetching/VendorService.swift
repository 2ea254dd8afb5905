/// The servers of the vendors that give collateral.
enum VendorService: Hashable, Sendable {
  case amdKDS
  case intelPCS
  case intelCertificates
}
