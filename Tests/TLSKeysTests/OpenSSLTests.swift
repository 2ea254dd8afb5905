import Loopback
import Testing

@testable import TLSKeys

@Suite("Against openssl", .enabled(if: OpenSSL.isInstalled, "openssl is not installed"))
struct OpenSSLTests {
  private let message = Array("M2DMRT1 declaration".utf8)

  @Test("A key made by openssl is read, and both sides verify what the other signs", arguments: OpenSSL.supported)
  func bothWays(kind: String, arguments: [String]) async throws {
    let openssl = try OpenSSL()
    let key = try PrivateKey(pem: try await openssl.makeKey(arguments))
    #expect(key.publicKey.algorithm.rawValue == kind)
    try openssl.write(self.message, to: "message")
    try await openssl.run("pkey", "-in", "key.pem", "-pubout", "-out", "public.pem")

    let theirs = try await self.sign(openssl, key.publicKey.algorithm)
    #expect(theirs.count == key.publicKey.signatureLength)
    #expect(key.publicKey.verifies(theirs, over: self.message))
    #expect(!key.publicKey.verifies(theirs, over: self.message + [0]))

    let ours = try key.sign(self.message)
    #expect(ours.count == key.publicKey.signatureLength)
    #expect(key.publicKey.verifies(ours, over: self.message))
    #expect(try await self.isVerified(ours, by: openssl, key.publicKey.algorithm))
    var damaged = ours
    damaged[10] ^= 1
    #expect(!key.publicKey.verifies(damaged, over: self.message))
    #expect(try await !self.isVerified(damaged, by: openssl, key.publicKey.algorithm))
  }

  @Test(
    "The digest is that of openssl's SubjectPublicKeyInfo, from certificate, public and private key alike",
    arguments: OpenSSL.supported)
  func digest(kind: String, arguments: [String]) async throws {
    let openssl = try OpenSSL()
    let key = try PrivateKey(pem: try await openssl.makeKey(arguments))
    let certificate = try LeafCertificate(pem: try await openssl.makeCertificate())
    let publicText = try await openssl.run("x509", "-in", "certificate.pem", "-noout", "-pubkey")
    try openssl.write(Array(publicText.utf8), to: "public.pem")
    try await openssl.run("pkey", "-pubin", "-in", "public.pem", "-outform", "der", "-out", "public.der")
    try await openssl.run("dgst", "-sha256", "-binary", "-out", "digest", "public.der")

    #expect(certificate.digest.octets == (try openssl.octets("digest")))
    #expect(certificate.spkiDER == (try openssl.octets("public.der")))
    #expect(key.publicKey == (try certificate.publicKey.get()))
    #expect(key.publicKey == (try PublicKey(pem: publicText)))
    #expect(certificate.isSelfIssued)
    #expect(certificate.notAfter - certificate.notBefore == 30 * 86_400)
  }

  @Test("The dates are those that openssl prints, in this century and after 2049")
  func dates() async throws {
    let openssl = try OpenSSL()
    _ = try await openssl.makeKey(["ED25519"])
    for (days, name) in [(1, "near.pem"), (20_000, "far.pem")] {
      try await openssl.run(
        "req", "-new", "-x509", "-key", "key.pem", "-subj", "/CN=a", "-days", String(days), "-out", name)
      let certificate = try LeafCertificate(pem: try openssl.folder.read(name))
      let text = try await openssl.run("x509", "-in", name, "-noout", "-enddate").split(separator: "=")[1]
      let seconds = try await Command.succeed("date", ["-u", "-d", String(text), "+%s"])
      #expect(String(certificate.notAfter) == seconds.trimmingPrefix("\n").prefix { $0 != "\n" })
      #expect(certificate.notAfter - certificate.notBefore == Int64(days) * 86_400)
    }
  }

  @Test(
    "RSA-PSS with a salt of another length, or another hash, is not valid", arguments: ["0", "20", "33", "64", "222"])
  func otherSalt(length: String) async throws {
    let openssl = try OpenSSL()
    let key = try PrivateKey(pem: try await openssl.makeKey(["RSA", "-pkeyopt", "rsa_keygen_bits:2048"]))
    try openssl.write(self.message, to: "message")
    let signature = try await self.sign(openssl, .ps256, salt: length)
    #expect(signature.count == 256)
    #expect(!key.publicKey.verifies(signature, over: self.message))
  }

  @Test("RSA with PKCS#1 v1.5 padding is not valid")
  func oldPadding() async throws {
    let openssl = try OpenSSL()
    let key = try PrivateKey(pem: try await openssl.makeKey(["RSA", "-pkeyopt", "rsa_keygen_bits:2048"]))
    try openssl.write(self.message, to: "message")
    try await openssl.run("dgst", "-sha256", "-sign", "key.pem", "-out", "signature", "message")
    let signature = try openssl.octets("signature")
    #expect(!key.publicKey.verifies(signature, over: self.message))
  }

  @Test(
    "Keys that declarations are not made with are called by their names",
    arguments: [
      (["EC", "-pkeyopt", "ec_paramgen_curve:P-521"], "P-521"),
      (["EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"], "secp256k1"),
      (["EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit"], "explicit"),
      (["RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"], "id-RSASSA-PSS"),
      (["RSA", "-pkeyopt", "rsa_keygen_bits:1024"], "RSA key of 1024 bits"),
      (["RSA", "-pkeyopt", "rsa_keygen_bits:2047"], "RSA key of 2047 bits"),
      (["X25519"], "X25519"),
      (["ED448"], "Ed448"),
    ])
  func unsupported(arguments: [String], name: String) async throws {
    let openssl = try OpenSSL()
    let pem = try await openssl.makeKey(arguments)
    try await openssl.run("pkey", "-in", "key.pem", "-pubout", "-out", "public.pem")
    let publicPEM = try openssl.folder.read("public.pem")
    for error in [
      #expect(throws: KeyError.self) { try PrivateKey(pem: pem) },
      #expect(throws: KeyError.self) { try PublicKey(pem: publicPEM) },
    ] {
      guard case .unsupported(let what) = error else {
        Issue.record("not unsupported: \(String(describing: error))")
        continue
      }
      #expect(what.contains(name))
    }
  }

  @Test("An unsupported key in a certificate leaves the certificate readable")
  func unsupportedLeaf() async throws {
    let openssl = try OpenSSL()
    _ = try await openssl.makeKey(["EC", "-pkeyopt", "ec_paramgen_curve:P-521"])
    let leaf = try LeafCertificate(pem: try await openssl.makeCertificate())
    #expect(throws: KeyError.self) { try leaf.publicKey.get() }
    #expect(leaf.notBefore < leaf.notAfter)
  }

  @Test("A certificate's key with a compressed point is unsupported")
  func compressedPoint() async throws {
    let openssl = try OpenSSL()
    _ = try await openssl.makeKey(["EC", "-pkeyopt", "ec_paramgen_curve:P-256"])
    try await openssl.run(
      "ec", "-in", "key.pem", "-pubout", "-conv_form", "compressed", "-out", "public.pem")
    let pem = try openssl.folder.read("public.pem")
    #expect(throws: KeyError.unsupported("an EC key with a compressed point")) { try PublicKey(pem: pem) }
  }

  @Test("PKCS#8, SEC 1 and PKCS#1 forms of one key are the same key")
  func forms() async throws {
    let openssl = try OpenSSL()
    for arguments in [["RSA", "-pkeyopt", "rsa_keygen_bits:2048"], ["EC", "-pkeyopt", "ec_paramgen_curve:P-384"]] {
      let key = try PrivateKey(pem: try await openssl.makeKey(arguments))
      let old = try await openssl.run("pkey", "-in", "key.pem", "-traditional")
      #expect(old.contains("RSA PRIVATE KEY") || old.contains("EC PRIVATE KEY"))
      #expect(try PrivateKey(pem: old).publicKey == key.publicKey)
    }
    // What `openssl ecparam -genkey` writes has a block of parameters before the key.
    let both = try await openssl.run("ecparam", "-name", "prime256v1", "-genkey")
    #expect(both.contains("EC PARAMETERS"))
    #expect(try PrivateKey(pem: both).publicKey.algorithm == .es256)
  }

  @Test("Encrypted keys of both forms are refused with advice")
  func encrypted() async throws {
    let openssl = try OpenSSL()
    _ = try await openssl.makeKey(["RSA", "-pkeyopt", "rsa_keygen_bits:2048"])
    for form in [[], ["-traditional"]] {
      let pem = try await Command.succeed(
        "openssl", ["pkey", "-in", "key.pem", "-aes256", "-passout", "pass:secret"] + form, folder: openssl.folder.path)
      let error = #expect(throws: KeyError.encrypted) { try PrivateKey(pem: pem) }
      #expect("\(error as Any)".contains("openssl pkey"))
    }
  }

  @Test("Keys made here are read by openssl", arguments: PrivateKey.Kind.allCases)
  func generated(kind: PrivateKey.Kind) async throws {
    let openssl = try OpenSSL()
    let key = try PrivateKey.generate(kind)
    try openssl.folder.write(key.pkcs8PEM, to: "key.pem", mode: 0o600)
    try await openssl.run("pkey", "-in", "key.pem", "-check", "-noout")
    #expect(try PublicKey(pem: try await openssl.run("pkey", "-in", "key.pem", "-pubout")) == key.publicKey)
    #expect(try PrivateKey(pem: key.pkcs8PEM).publicKey == key.publicKey)
  }

  private func sign(_ openssl: OpenSSL, _ algorithm: SignatureAlgorithm, salt: String = "32") async throws -> [UInt8] {
    switch algorithm {
    case .edDSA:
      try await openssl.run(
        "pkeyutl", "-sign", "-inkey", "key.pem", "-rawin", "-in", "message", "-out", "signature")
    case .ps256:
      try await openssl.run(
        "dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:\(salt)", "-sign", "key.pem",
        "-out", "signature", "message")
    case .es256, .es384:
      let hash = algorithm == .es256 ? "-sha256" : "-sha384"
      try await openssl.run("dgst", hash, "-sign", "key.pem", "-out", "signature", "message")
      return try ECDSASignatureForm.raw(try openssl.octets("signature"), coordinate: algorithm == .es256 ? 32 : 48)
    }
    return try openssl.octets("signature")
  }

  private func isVerified(
    _ signature: [UInt8], by openssl: OpenSSL, _ algorithm: SignatureAlgorithm
  ) async throws -> Bool {
    let isECDSA = algorithm == .es256 || algorithm == .es384
    try openssl.write(isECDSA ? ECDSASignatureForm.der(signature) : signature, to: "signature")
    let arguments =
      switch algorithm {
      case .edDSA:
        ["pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-rawin", "-in", "message", "-sigfile", "signature"]
      case .ps256:
        [
          "dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32", "-verify",
          "public.pem", "-signature", "signature", "message",
        ]
      case .es256: ["dgst", "-sha256", "-verify", "public.pem", "-signature", "signature", "message"]
      case .es384: ["dgst", "-sha384", "-verify", "public.pem", "-signature", "signature", "message"]
      }
    return try await Command.run("openssl", arguments, folder: openssl.folder.path).status.isSuccess
  }
}
