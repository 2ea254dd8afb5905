import Foundation
import Loopback
import Testing

@testable import EtcdStore

@Suite("Settings of a shared store")
struct EtcdSettingsTests {
  @Test(
    "endpoints are read as etcd writes them",
    arguments: [
      ("https://etcd-1.example:2379", true, "etcd-1.example", 2379), ("https://192.0.2.1:1", true, "192.0.2.1", 1),
      ("https://[2001:db8::1]:2379/", true, "2001:db8::1", 2379), ("http://127.0.0.1:2379", false, "127.0.0.1", 2379),
      ("http://localhost:2379", false, "localhost", 2379), ("http://[::1]:2379", false, "::1", 2379),
    ])
  func endpoints(_ text: String, _ isSecure: Bool, _ host: String, _ port: Int) throws {
    let endpoint = try EtcdEndpoint(text)
    #expect((endpoint.isSecure, endpoint.host, endpoint.port) == (isSecure, host, port))
    #expect(endpoint.description == (text.hasSuffix("/") ? String(text.dropLast()) : text))
  }

  @Test(
    "others are refused, clear text over the network above all",
    arguments: [
      "http://etcd-1.example:2379", "http://192.0.2.1:2379", "http://127.evil.example:2379", "etcd-1:2379", "https://",
      "https://:2379", "https://a", "https://a:0", "https://a:65536", "https://a b:1", "https://2001:db8::1:2379",
      "https://[a]:1", "https://[127.0.0.1]:1", "https://user@a:1", "https://a:1/v3",
    ])
  func wrongEndpoints(_ text: String) {
    #expect(throws: EtcdSettingsError.self) { try EtcdEndpoint(text) }
  }

  @Test("TLS is for all members or for none, and every number has its bounds")
  func bounds() throws {
    let (secure, plain) = (try EtcdEndpoint("https://a.test:1"), try EtcdEndpoint("http://127.0.0.1:1"))
    #expect(throws: EtcdSettingsError.self) { try EtcdSettings(endpoints: [], prefix: "/") }
    #expect(throws: EtcdSettingsError.self) { try EtcdSettings(endpoints: [secure, plain], prefix: "/") }
    #expect(throws: EtcdSettingsError.self) { try EtcdSettings(endpoints: [plain, plain], prefix: "/") }
    #expect(throws: EtcdSettingsError.self) { try EtcdSettings(endpoints: [plain], prefix: "") }
    #expect(throws: EtcdSettingsError.self) { try EtcdSettings(endpoints: [plain], prefix: "/\n") }
    #expect(throws: EtcdSettingsError.self) { try EtcdSettings(endpoints: [plain], prefix: "/", lease: 1) }
    #expect(try EtcdSettings(endpoints: [secure], prefix: "/x").prefix == "/x/")
  }

  @Test("each organization has keys of its own", arguments: [("Example Shop", "Example%20Shop"), ("a/b%", "a%2Fb%25")])
  func prefix(_ organization: String, _ folder: String) {
    #expect(EtcdSettings.standardPrefix(organization: organization) == "/warifu/\(folder)/")
  }

  @Test("a key that others may read, that is another certificate's, or that is none, is refused")
  func files() throws {
    let folder = try TemporaryFolder()
    let authority = try TestCertificateAuthority()
    let (first, second) = (try authority.issue(["a.test"]), try authority.issue(["b.test"]))
    let good = try first.write(to: folder, name: "a")
    let other = try second.write(to: folder, name: "b")
    let ca = try folder.write(authority.rootPEM, to: "ca.pem")
    _ = try EtcdTLS(ca: ca, identity: good)
    #expect(throws: EtcdSettingsError.self) { try EtcdTLS(ca: ca, identity: (good.certificate, other.key)) }
    #expect(throws: EtcdSettingsError.self) { try EtcdTLS(ca: good.key, identity: nil) }
    #expect(throws: EtcdSettingsError.self) { try EtcdTLS(ca: folder.file("nothing"), identity: nil) }
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: good.key)
    let error = #expect(throws: EtcdSettingsError.self) { try EtcdTLS(ca: ca, identity: good) }
    #expect(error?.description.contains(good.key) == true)
  }
}

extension [UInt8] {
  var data: Data { Data(self) }
}
