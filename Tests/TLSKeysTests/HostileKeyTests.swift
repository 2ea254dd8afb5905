import Loopback
import Testing

@testable import TLSKeys

@Suite("Hostile keys, certificates and signatures") struct HostileKeyTests {
  private static let kinds: [PrivateKey.Kind] = [.rsa2048, .p256, .p384, .ed25519]

  @Test("No proper prefix of a key is a key", arguments: kinds)
  func prefixes(kind: PrivateKey.Kind) throws {
    let key = try PrivateKey.generate(kind)
    let der = key.publicKey.spkiDER
    for count in 0..<der.count {
      #expect(throws: KeyError.self) { try PublicKey(spkiDER: Array(der.prefix(count))) }
    }
    #expect(throws: KeyError.self) { try PublicKey(spkiDER: der + [0]) }
    // The final newline is not needed; without the last dash there is no end.
    let pem = key.pkcs8PEM
    for count in 0..<(pem.count - 1) {
      #expect(throws: KeyError.self) { try PrivateKey(pem: String(pem.prefix(count))) }
    }
    #expect(throws: Never.self) { try PrivateKey(pem: String(pem.dropLast())) }
  }

  @Test("No proper prefix of a certificate is a certificate")
  func certificatePrefixes() throws {
    let der = try TestCertificateAuthority().issue(["shop.test"]).der
    #expect(throws: Never.self) { try LeafCertificate(der: der) }
    for count in 0..<der.count {
      #expect(throws: KeyError.self) { try LeafCertificate(der: Array(der.prefix(count))) }
    }
    #expect(throws: KeyError.self) { try LeafCertificate(der: der + [0]) }
  }

  @Test("A certificate with any octet changed is read or refused, and never crashes")
  func damagedCertificates() throws {
    let der = try TestCertificateAuthority().issue(["shop.test"]).der
    for index in der.indices {
      for value: UInt8 in [0x00, 0x7F, 0x80, 0xFF, der[index] ^ 1] {
        var damaged = der
        damaged[index] = value
        _ = try? LeafCertificate(der: damaged)
      }
    }
  }

  @Test("Key octets changed at random are read or refused, and never crash", arguments: kinds)
  func damagedKeys(kind: PrivateKey.Kind) throws {
    let key = try PrivateKey.generate(kind)
    var der = key.publicKey.spkiDER
    for index in der.indices {
      let kept = der[index]
      der[index] = UInt8.random(in: .min ... .max)
      if let other = try? PublicKey(spkiDER: der) {
        #expect(other.verifies([UInt8](repeating: 1, count: other.signatureLength), over: []) == false)
      }
      der[index] = kept
    }
  }

  @Test("Signatures of another length, of zeros and of ones are not valid", arguments: kinds)
  func signatures(kind: PrivateKey.Kind) throws {
    let key = try PrivateKey.generate(kind)
    let signature = try key.sign([1, 2, 3])
    #expect(key.publicKey.verifies(signature, over: [1, 2, 3]))
    #expect(key.publicKey.algorithm.signatureLengths.contains(signature.count))
    for count in [0, 1, signature.count - 1] {
      #expect(!key.publicKey.verifies(Array(signature.prefix(count)), over: [1, 2, 3]))
    }
    #expect(!key.publicKey.verifies(signature + [0], over: [1, 2, 3]))
    #expect(!key.publicKey.verifies([0] + signature, over: [1, 2, 3]))
    for value: UInt8 in [0, 1, 255] {
      #expect(!key.publicKey.verifies([UInt8](repeating: value, count: signature.count), over: [1, 2, 3]))
    }
  }

  @Test("A signature of one key is not valid for another of its kind", arguments: kinds)
  func otherKey(kind: PrivateKey.Kind) throws {
    let signature = try PrivateKey.generate(kind).sign([1])
    #expect(try !PrivateKey.generate(kind).publicKey.verifies(signature, over: [1]))
  }

  @Test("DER nested without end is refused")
  func nesting() {
    var der: [UInt8] = []
    for _ in 0..<10_000 { der += [0x30, 0x80] }
    #expect(throws: KeyError.self) { try LeafCertificate(der: der) }
    var nested: [UInt8] = [0x30, 0x00]
    for _ in 0..<120 where nested.count < 120 { nested = [0x30, UInt8(nested.count)] + nested }
    #expect(throws: KeyError.self) { try PublicKey(spkiDER: nested) }
  }

  @Test("Neither the description, nor a dump, nor an error of a private key shows the secret", arguments: kinds)
  func secrecy(kind: PrivateKey.Kind) throws {
    let key = try PrivateKey.generate(kind)
    let lines = key.pkcs8PEM.split(separator: "\n")
    var dumped = ""
    dump(key, to: &dumped)
    let cut = key.pkcs8PEM.replacing("-----END PRIVATE KEY", with: "-----END PUBLIC KEY")
    let error = #expect(throws: KeyError.self) { try PrivateKey(pem: cut) }
    for text in ["\(key)", String(reflecting: key), dumped, "\(error as Any)"] {
      #expect(!text.contains(lines[1].prefix(12)) && !text.contains(lines[1].suffix(12)))
      #expect(text.count < 200)
    }
    #expect("\(key)".contains(key.publicKey.digest.base64URL))
  }
}
