import Foundation
import Loopback
import Testing

@testable import DNS

@Suite("Trust anchors and configuration") struct TrustAnchorTests {
  private let ds = ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"

  @Test("There is always a standard anchor of the root")
  func standard() {
    let anchors = TrustAnchors.standard()
    #expect(anchors.name == ".")
    #expect(anchors.records.count >= 2)
  }

  @Test("Comments, TTLs and lower case are understood")
  func forms() throws {
    let anchors = try TrustAnchors(presentation: ["; a comment", "", ". 3600 in ds \(ds.dropFirst(8)) ; key", ds])
    #expect(anchors.records.count == 2)
  }

  @Test(
    "What is no anchor is refused with its line",
    arguments: [
      "hello", ". IN A 192.0.2.1", ". IN DS 20326 8 2 E06D", ". IN DS 20326 8 9 E06D44", ". IN DS 99999 8 2 E06D44",
      ". IN DNSKEY 257 3 8 %%%", ". IN DNSKEY 0 3 8 AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3",
      "example IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D", ".",
    ])
  func garbage(_ line: String) {
    let error = #expect(throws: ResolverError.self) { try TrustAnchors(presentation: [ds, line]) }
    #expect("\(error, default: "")".contains("line 2"))
  }

  @Test("A file that is missing, empty or no text is named in the error")
  func files() throws {
    let folder = try TemporaryFolder()
    let missing = folder.file("missing.key")
    #expect(throws: ResolverError.trustAnchor(source: missing, problem: "the file cannot be read")) {
      try TrustAnchors(contentsOf: missing)
    }
    let empty = try folder.write("; nothing\n", to: "empty.key")
    #expect(throws: ResolverError.trustAnchor(source: empty, problem: "there is no record in it")) {
      try TrustAnchors(contentsOf: empty)
    }
    let good = try folder.write(ds + "\n", to: "good.key")
    #expect(try TrustAnchors(contentsOf: good).source == good)
  }

  @Test("A system without a resolver configuration is an error that names the file")
  func system() throws {
    let folder = try TemporaryFolder()
    var configuration = ResolverConfiguration(path: .system)
    configuration.systemFile = folder.file("resolv.conf")
    #expect(
      throws: ResolverError.systemConfiguration(file: configuration.systemFile, problem: "the file cannot be read")
    ) { try ValidatingResolver(configuration) }
    try folder.write("search example\n", to: "resolv.conf")
    #expect(
      throws: ResolverError.systemConfiguration(file: configuration.systemFile, problem: "it names no nameserver")
    ) { try ValidatingResolver(configuration) }
  }

  @Test("Recursion from another port than 53, and forwarding to nobody, are refused")
  func impossible() throws {
    var configuration = ResolverConfiguration(path: .recursive)
    configuration.rootHints = [try ServerAddress("127.0.0.1", defaultPort: 5300)]
    #expect(throws: ResolverError.self) { try ValidatingResolver(configuration) }
    #expect(throws: ResolverError.self) { try ValidatingResolver(ResolverConfiguration(path: .forward([]))) }
  }
}
