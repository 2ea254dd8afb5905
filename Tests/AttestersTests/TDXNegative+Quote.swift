import Attestation

@testable import Attesters

extension TDXNegative {
  static let structure: [Self] = [
    Self(
      .malformed, "tdx.size", "more octets than any quote has",
      parts: { $0.quote.trailing = [UInt8](repeating: 0, count: 65_536) }),
    Self(.malformed, "tdx.end", "nothing at all", octets: { $0 = [] }),
    Self(.malformed, "tdx.end", "a quote that ends in its body", octets: { $0 = Array($0.prefix(400)) }),
    Self(.unsupportedVersion, "tdx.version", "version 3", parts: { $0.quote.version = 3 }),
    Self(.unsupportedVersion, "tdx.version", "version 6", parts: { $0.quote.version = 6 }),
    Self(.malformed, "tdx.tee", "an SGX quote", parts: { $0.quote.teeType = 0 }),
    Self(.unsupportedAlgorithm, "tdx.key-kind", "an attestation key on P-384", parts: { $0.quote.keyType = 3 }),
    Self(.malformed, "tdx.vendor", "another vendor's quoting enclave", parts: { $0.quote.vendorID[15] ^= 1 }),
    Self(
      .malformed, "tdx.body-kind", "a body of a kind that there is none of",
      parts: {
        $0.quote.version = 5
        $0.quote.bodyType = 1
      }),
    Self(
      .malformed, "tdx.body-kind", "a body of TDX 1.0 that says it is of 1.5",
      parts: {
        $0.quote.version = 5
        $0.quote.bodyType = 2
        $0.quote.bodySize = 648
      }),
    Self(.malformed, "tdx.lengths", "a length beyond the end", parts: { $0.quote.signatureLengthError = 1 }),
    Self(.malformed, "tdx.lengths", "the greatest length", parts: { $0.quote.signatureLengthError = -5_000 }),
    Self(.malformed, "tdx.lengths", "a length that ends too early", parts: { $0.quote.signatureLengthError = -1 }),
    Self(
      .malformed, "tdx.lengths", "certification data longer than announced",
      parts: { $0.quote.certificationLengthError = -1 }),
    Self(
      .malformed, "tdx.lengths", "certification data shorter than announced",
      parts: { $0.quote.certificationLengthError = 1 }),
    Self(.malformed, "tdx.lengths", "certificates longer than announced", parts: { $0.quote.chainLengthError = -1 }),
    Self(.malformed, "tdx.lengths", "certificates shorter than announced", parts: { $0.quote.chainLengthError = 1 }),
    Self(
      .malformed, "tdx.signature-data", "authentication data beyond the end",
      parts: { $0.quote.authenticationLengthError = 0xFF00 }),
    Self(
      .malformed, "tdx.certification-kind", "certification data of another kind",
      parts: { $0.quote.qeCertificationType = 5 }),
    Self(
      .malformed, "tdx.pck-kind", "an encrypted PPID for certificates", parts: { $0.quote.pckCertificationType = 3 }),
    Self(
      .malformed, "tdx.pck-end", "two NULs after the certificates",
      parts: { $0.quote.chainText = Array(CertificatePEM.text($0.quote.chain).utf8) + [0, 0] }),
    Self(
      .malformed, "tdx.pck-end", "no NUL after the certificates",
      parts: { $0.quote.chainText = Array(CertificatePEM.text($0.quote.chain).utf8) }),
    Self(.malformed, "tdx.pck-text", "certificates that are no text", parts: { $0.quote.chainText = [0xFF, 0] }),
    Self(
      .malformed, "x509.pem", "certificates whose base64 is none",
      parts: { $0.quote.chainText = Array("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n\0".utf8) }),
  ]

  static let signatures: [Self] = [
    Self(
      .badSignature, "tdx.signature", "a quote's signature with a bit turned over",
      parts: { $0.quote.signatureFault = .damaged }),
    Self(.badSignature, "tdx.signature", "a quote signed by another key", parts: { $0.quote.signer = .newP256() }),
    Self(.badSignature, "tdx.signature", "a measurement changed after signing", octets: { $0[48 + 0x88] ^= 1 }),
    Self(.badSignature, "tdx.signature", "user data changed after signing", octets: { $0[47] ^= 1 }),
    Self(
      .badSignature, "tdx.signature", "the last octet that version 5 signs",
      parts: { $0.quote.version = 5 }, octets: { $0[54 + 647] ^= 1 }),
    Self(
      .badSignature, "tdx.qe-signature", "a QE report's signature with a bit turned over",
      parts: { $0.quote.qeSignatureFault = .damaged }),
    Self(
      .badSignature, "tdx.qe-signature", "a QE report signed by another key", parts: { $0.quote.qeSigner = .newP256() }),
    Self(
      .badSignature, "tdx.qe-binding", "a QE report for another key",
      parts: { $0.quote.qeReport.reportData = [UInt8](repeating: 0, count: 64) }),
    Self(
      .badSignature, "tdx.qe-binding", "more than the digest in the QE report",
      parts: { $0.quote.qeReport.changes = [OctetChange(at: 383, [1])] }),
    Self(
      .badSignature, "tdx.attestation-key", "an attestation key that is on no curve",
      parts: { $0.quote.attestationPoint = [UInt8](repeating: 1, count: 64) }),
  ]

  /// The quoting enclave or the module is not the one that Intel says.
  static let identities: [Self] = [
    Self(
      .badChain, "tdx.qe-signer", "a quoting enclave of another signer", parts: { $0.quote.qeReport.mrSigner[0] ^= 1 }),
    Self(.badChain, "tdx.qe-product", "another product", parts: { $0.quote.qeReport.isvProductID = 1 }),
    Self(.badChain, "tdx.qe-miscselect", "another MISCSELECT", parts: { $0.quote.qeReport.miscSelect = 1 }),
    Self(
      .badChain, "tdx.qe-attributes", "a quoting enclave under debug", parts: { $0.quote.qeReport.attributes[0] |= 2 }),
    Self(.badChain, "tdx.module-signer", "a module of another signer", parts: { $0.quote.body.mrSignerSEAM[47] = 1 }),
    Self(.badChain, "tdx.module-attributes", "a module under debug", parts: { $0.quote.body.seamAttributes = 1 }),
    Self(
      .badChain, "tdx.module-signer", "a module of the first series of another signer",
      parts: {
        $0.quote.body.teeTCBSVN[1] = 0
        $0.quote.body.mrSignerSEAM[0] = 1
      }),
    Self(
      .collateralMissing, "tdx.module-identity", "a series that TCB Info does not know",
      parts: { $0.quote.body.teeTCBSVN[1] = 9 }),
  ]
}
