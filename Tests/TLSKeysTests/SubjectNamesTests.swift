import Loopback
import Testing

@testable import TLSKeys

@Suite("Whose a certificate is") struct SubjectNamesTests {
  private func names(_ hosts: String...) throws -> SubjectNames {
    try SubjectNames(of: LeafCertificate(der: TestCertificateAuthority().issue(hosts).der))
  }

  @Test(
    "A name is the host's own, whatever the case, or a wildcard for its first label alone",
    arguments: [
      ("shop.test", "shop.test", true), ("SHOP.Test", "shop.test", true), ("shop.test", "SHOP.test", true),
      ("my_shop.test", "my_shop.test", true), ("my_shop.test", "my-shop.test", false),
      ("shop.test", "www.shop.test", false), ("shop.test", "shop.test.", false), ("shop.test.", "shop.test", false),
      ("*.shop.test", "www.shop.test", true), ("*.SHOP.test", "a_b.shop.TEST", true),
      ("*.shop.test", "xn--bcher-kva.shop.test", true), ("*.shop.test", "shop.test", false),
      ("*.shop.test", "a.b.shop.test", false), ("*.shop.test", ".shop.test", false),
      ("*.shop.test", "*.shop.test", true),
      ("w*.shop.test", "www.shop.test", false), ("*w.shop.test", "www.shop.test", false),
      ("xn--*.shop.test", "xn--bcher-kva.shop.test", false), ("**.shop.test", "www.shop.test", false),
      ("www.*.test", "www.shop.test", false), ("*.*.test", "www.shop.test", false), ("*.test", "shop.test", false),
      ("*", "test", false), ("", "", false), ("shop.test\0.evil.test", "shop.test", false),
      ("shop.test", "shop.test\0", false),
    ])
  func match(name: String, host: String, isMatch: Bool) throws {
    #expect(try self.names("other.test", name).contain(host: host) == isMatch)
  }

  @Test("An address is only what stands there as one")
  func addresses() throws {
    let names = try self.names("192.0.2.1", "2001:db8::1")
    #expect(!names.isEmpty)
    #expect(names.contain(address: [192, 0, 2, 1]))
    #expect(names.contain(address: [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]))
    #expect(!names.contain(address: [192, 0, 2, 2]))
    #expect(!names.contain(address: []))
    #expect(!names.contain(host: "192.0.2.1"))
    // The address as the text of a DNS name.
    let text = try SubjectNames(of: certificate([extensionDER(sequence([tlv(0x82, "192.0.2.1")]))]))
    #expect(!text.contain(address: [192, 0, 2, 1]))
  }

  @Test("The subject is no name")
  func subject() throws {
    let certificate = try TestCertificateAuthority().issue([], commonName: "shop.test")
    #expect(try SubjectNames(of: LeafCertificate(der: certificate.der)).isEmpty)
    #expect(try SubjectNames(of: self.certificate([])).isEmpty)
    let mail = try SubjectNames(of: self.certificate([self.extensionDER(self.sequence([self.tlv(0x81, "a@b.test")]))]))
    #expect(mail.isEmpty)
  }

  @Test("Thousands of names are read")
  func many() throws {
    let names = (0..<4_000).map { self.tlv(0x82, "host-\($0).test") }
    let read = try SubjectNames(of: self.certificate([self.extensionDER(self.sequence(names))]))
    #expect(read.contain(host: "host-3999.test"))
    #expect(!read.contain(host: "host-4000.test"))
  }

  @Test("What cannot be read for certain is refused")
  func malformed() throws {
    let name = self.tlv(0x82, "shop.test")
    let good = self.extensionDER(self.sequence([name]))
    #expect(try SubjectNames(of: self.certificate([good])).contain(host: "shop.test"))
    for extensions in [
      [good, good], [self.extensionDER([])], [self.extensionDER(name)],
      [self.extensionDER(self.sequence([name]) + [0])],
      [self.extensionDER(self.sequence([self.tlv(0xA2, name)]))], [self.extensionDER([0x30, 0x80] + name + [0, 0])],
      [self.extensionDER(self.sequence([name]).dropLast())], [self.sequence([self.tlv(0x06, [0x55, 0x1D, 0x11])])],
      [good, [0x05, 0x00]],
    ] {
      #expect(throws: KeyError.self) { try SubjectNames(of: self.certificate(extensions)) }
    }
    #expect(throws: KeyError.self) { try self.certificate([good], twice: true) }
  }

  @Test("A certificate with any octet changed is read or refused, and is never another's")
  func damaged() throws {
    let der = try TestCertificateAuthority().issue(["a.shop.test", "192.0.2.1"]).der
    for index in der.indices {
      for value: UInt8 in [0x00, 0x2A, 0x7F, 0x80, 0xFF, der[index] ^ 1] {
        var damaged = der
        damaged[index] = value
        guard let leaf = try? LeafCertificate(der: damaged), let names = try? SubjectNames(of: leaf) else { continue }
        #expect(!names.contain(host: "pay.test"))
      }
    }
  }

  /// A certificate with these extensions and no key to speak of.
  private func certificate(_ extensions: [[UInt8]], twice: Bool = false) throws -> LeafCertificate {
    let list = self.tlv(0xA3, self.sequence(extensions))
    let fields = [
      [0x02, 0x01, 0x01], [0x30, 0x00], [0x30, 0x00],
      self.sequence([self.tlv(0x17, "250101000000Z"), self.tlv(0x17, "350101000000Z")]), [0x30, 0x00], [0x30, 0x00],
    ]
    let tbs = self.sequence(fields + (extensions.isEmpty ? [] : [list]) + (twice ? [list] : []))
    return try LeafCertificate(der: self.sequence([tbs, [0x30, 0x00], [0x03, 0x01, 0x00]]))
  }

  private func extensionDER(_ value: some Sequence<UInt8>) -> [UInt8] {
    self.sequence([self.tlv(0x06, [0x55, 0x1D, 0x11]), self.tlv(0x04, Array(value))])
  }

  private func sequence(_ parts: [[UInt8]]) -> [UInt8] { self.tlv(0x30, Array(parts.joined())) }

  private func tlv(_ tag: UInt8, _ text: String) -> [UInt8] { self.tlv(tag, Array(text.utf8)) }

  private func tlv(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    let length: [UInt8] =
      switch content.count {
      case ..<128: [UInt8(content.count)]
      case ..<256: [0x81, UInt8(content.count)]
      case ..<65_536: [0x82, UInt8(content.count >> 8), UInt8(content.count & 255)]
      default: [0x83, UInt8(content.count >> 16), UInt8(content.count >> 8 & 255), UInt8(content.count & 255)]
      }
    return [tag] + length + content
  }
}
