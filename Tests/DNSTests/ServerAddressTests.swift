import DNS
import Testing

@Suite("Server addresses") struct ServerAddressTests {
  @Test(
    "IPv4 and IPv6 are read with and without port",
    arguments: [
      ("127.0.0.1", "127.0.0.1:53"), ("127.0.0.1:5300", "127.0.0.1:5300"), ("1.2.3.4@54", "1.2.3.4:54"),
      ("::1", "[::1]:53"), ("[::1]", "[::1]:53"), ("[::1]:5300", "[::1]:5300"), ("::1@5300", "[::1]:5300"),
      ("[2001:DB8:0::1]@1", "[2001:db8::1]:1"),
    ])
  func read(text: String, written: String) throws {
    let address = try ServerAddress(text)
    #expect(address.description == written)
    #expect(try ServerAddress(written, defaultPort: 1) == address)
    #expect(try ServerAddress(address.withAtSign) == address)
  }

  @Test(
    "Names, bad ports and anything else are refused",
    arguments: [
      "", "localhost", "ns.example:53", "1.2.3.4:0", "1.2.3.4:65536", "1.2.3.4:", "1.2.3.4:+5", "1.2.3.4@x", "1.2.3",
      "[1.2.3.4]:53", "[::1", "[::1]53", "[::1]:", "::1:::", "1.2.3.4 ",
    ])
  func refused(text: String) {
    #expect(throws: ServerAddressError.self) { try ServerAddress(text) }
  }
}
