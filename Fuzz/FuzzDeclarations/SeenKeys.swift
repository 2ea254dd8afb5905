import TLSKeys

/// The keys that signed the valid records of the test vectors, so that input made from these can come to any verdict.
enum SeenKeys {
  static let origin = key(
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE7t8Ts8khHvM6o4vYC4fhLsdqMufV7ya4ogcvmmcnQbNlTbWFekLimSjwHlQlOlWq"
      + "_htabH3J_E08hWwsJebF-w")
  static let destination = key(
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAt4JqHD2HxEKWaEWqCQuYD-OG0kS2fR0NADIDhsadhzJZb2z4Ax6yM0Sk"
      + "o8qLIX37tRUe_OQPLkc1Z7EeTF1Op2VeGg43Xll-rE7hOrlXfc4o073dyd-vkgUgpTlMKnLJH5kSnQqyPicK5h0Dmtkj1d1mSskZ"
      + "L7UBFpQFeWbI5OFPS4jz_azgapRYBu89ZEYF8ARV1tjJNKeFntbZA9-HNlfR15xuYQHurcqq8Ra4R-91p3cNBr4uN4QT0GdUmAUU"
      + "M3RWtxWIFT8Qux0wOR21Yf8JpPz-SERMrLVdJ4bEvdFVw7TAOigwOXUBwVKfv0KKsLmM7wxf_wqiO7fRg0NT_QIDAQAB")

  private static func key(_ spki: String) -> PublicKey? {
    Base64URL.decode(spki).flatMap { try? PublicKey(spkiDER: $0) }
  }
}
