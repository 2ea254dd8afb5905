import Loopback
import NIOSSL
import TLSKeys
import Testing

@testable import TLSProbe

@Suite("The TLS probe") struct TLSProbeTests {
  @Test("It tells the key that a valid host showed, and sends no request", arguments: TestKey.Kind.allCases)
  func leaf(kind: TestKey.Kind) async throws {
    let world = try await WebWorld(hosts: [], key: kind)
    let certificate = try world.authority.issue(["shop.test"], key: TestKey(kind))
    try world.server.serve("shop.test", certificate: certificate)
    let connection = try await world.connect()
    #expect(connection.leaf.der == certificate.der)
    if kind == .p521 {
      #expect(throws: KeyError.unsupported("an EC key on P-521")) { try connection.leaf.publicKey.get() }
    } else {
      #expect(try connection.leaf.publicKey.get() == PrivateKey(pem: certificate.keyPEM).publicKey)
    }
    await connection.close()
    #expect(try await world.handshakes(1) == 1)
    #expect(world.server.requests.isEmpty)
  }

  @Test("The same connection is then asked once, with HTTP/1.1, the host's name and no more")
  func get() async throws {
    let world = try await WebWorld()
    world.server.route("shop.test", "/pay", .redirect(to: "https://pay.test/start"))
    let connection = try await world.connect()
    let reply = try await connection.get(target: "/pay?n=1", hostHeader: "shop.test:8443")
    #expect(reply.status == 302)
    #expect(reply.values(of: "LOCATION") == ["https://pay.test/start"])
    #expect(reply.bodyPrefix.isEmpty)
    #expect(world.server.requests == [WebRequest(host: "shop.test", method: "GET", path: "/pay?n=1")])
    #expect(world.server.handshakes == 1)
    let error = await #expect(throws: ProbeError.self) {
      try await connection.get(target: "/pay", hostHeader: "shop.test")
    }
    #expect("\(error as Any)".contains("no usable HTTP reply"))
    #expect(world.server.requests.count == 1)
  }

  @Test("Each host of one port shows its own certificate, and a new one once it is swapped")
  func severalHosts() async throws {
    let world = try await WebWorld(hosts: ["shop.test", "pay.test"])
    let shop = try await world.connect("shop.test").leaf
    let pay = try await world.connect("pay.test").leaf
    #expect(shop.digest != pay.digest)
    #expect(try await world.connect("shop.test").leaf == shop)
    try world.server.serve("shop.test", certificate: world.authority.issue(["shop.test"], key: TestKey(.rsa2048)))
    #expect(try await world.connect("shop.test").leaf.digest != shop.digest)
    #expect(try await world.connect("pay.test").leaf == pay)
    #expect(try await world.handshakes(5) == 5)
  }

  @Test("An IP literal is asked for without SNI and must be in the certificate")
  func literal() async throws {
    let world = try await WebWorld(hosts: ["127.0.0.1"])
    _ = try await world.connect("127.0.0.1")
    let other = try await WebWorld(hosts: ["shop.test"])
    await #expect(throws: ProbeError.certificate(other.endpoint("127.0.0.1"), fault: .otherHost)) {
      try await other.connect("127.0.0.1")
    }
  }

  @Test("A certificate for another host is refused, and no request is sent")
  func otherHost() async throws {
    let world = try await WebWorld(hosts: [])
    try world.server.serve("shop.test", certificate: world.authority.issue(["pay.test", "*.shop.test"]))
    let error = await #expect(throws: ProbeError.certificate(world.endpoint(), fault: .otherHost)) {
      try await world.connect()
    }
    #expect("\(error as Any)".contains("shop.test"))
    #expect(world.server.requests.isEmpty)
  }

  @Test("A wildcard certificate is valid for the names one label below")
  func wildcard() async throws {
    let world = try await WebWorld(hosts: [])
    let certificate = try world.authority.issue(["*.shop.test"])
    for host in ["www.shop.test", "a.b.shop.test"] { try world.server.serve(host, certificate: certificate) }
    _ = try await world.connect("www.shop.test")
    await #expect(throws: ProbeError.self) { try await world.connect("a.b.shop.test") }
  }

  @Test(
    "Names with an underscore, and A-labels below a wildcard, are as good as any",
    arguments: [
      ("my_shop.test", "my_shop.test"), ("a_b.shop.test", "*.shop.test"), ("www.my_shop.test", "*.my_shop.test"),
      ("xn--bcher-kva.shop.test", "*.shop.test"),
    ])
  func unusualNames(host: String, name: String) async throws {
    let world = try await WebWorld(hosts: [])
    try world.server.serve(host, certificate: world.authority.issue(["other_name.test", name]))
    _ = try await world.connect(host)
  }

  @Test("A name in the certificate's subject alone, or the server's address, is not the host's name")
  func noSuchName() async throws {
    let world = try await WebWorld(hosts: [])
    try world.server.serve("shop.test", certificate: world.authority.issue([], commonName: "shop.test"))
    let error = await #expect(throws: ProbeError.certificate(world.endpoint(), fault: .nameless)) {
      try await world.connect()
    }
    #expect("\(error as Any)".contains("subjectAltName"))
    try world.server.serve("shop.test", certificate: world.authority.issue(["127.0.0.1"], commonName: "shop.test"))
    await #expect(throws: ProbeError.certificate(world.endpoint(), fault: .otherHost)) { try await world.connect() }
    #expect(world.server.requests.isEmpty)
  }

  @Test("What is wrong with the chain is told before whose certificate it is, also for names with an underscore")
  func chainFirst() async throws {
    let world = try await WebWorld(hosts: ["a_b.test"])
    let other = try TLSProbe(extraRootsPEM: [TestCertificateAuthority().rootPEM])
    await #expect(throws: ProbeError.certificate(world.endpoint("a_b.test"), fault: .untrusted)) {
      try await other.connect(host: "a_b.test", address: "127.0.0.1", port: world.server.port)
    }
    let expired = try world.authority.issueExpired(["pay.test"])
    try world.server.serve("a_b.test", certificate: expired)
    let end = try LeafCertificate(der: expired.der).notAfter
    await #expect(throws: ProbeError.certificate(world.endpoint("a_b.test"), fault: .expired(end))) {
      try await world.connect("a_b.test")
    }
    try world.server.serve("a_b.test", certificate: world.authority.issue(["pay.test", "a-b.test"]))
    await #expect(throws: ProbeError.certificate(world.endpoint("a_b.test"), fault: .otherHost)) {
      try await world.connect("a_b.test")
    }
  }

  @Test("An expired certificate is refused and named so")
  func expired() async throws {
    let world = try await WebWorld(hosts: [])
    let certificate = try world.authority.issueExpired(["shop.test"])
    try world.server.serve("shop.test", certificate: certificate)
    let end = try LeafCertificate(der: certificate.der).notAfter
    let error = await #expect(throws: ProbeError.certificate(world.endpoint(), fault: .expired(end))) {
      try await world.connect()
    }
    #expect("\(error as Any)".contains("expired at 20"))
  }

  @Test("A self-signed certificate is refused and named so")
  func selfSigned() async throws {
    let world = try await WebWorld(hosts: [])
    try world.server.serve("shop.test", certificate: world.authority.issue(["shop.test"], selfSigned: true))
    await #expect(throws: ProbeError.certificate(world.endpoint(), fault: .selfSigned)) { try await world.connect() }
  }

  @Test("A certificate of an unknown authority is refused")
  func unknownAuthority() async throws {
    let world = try await WebWorld()
    let probe = try TLSProbe(extraRootsPEM: [TestCertificateAuthority().rootPEM])
    await #expect(throws: ProbeError.certificate(world.endpoint(), fault: .untrusted)) {
      try await probe.connect(host: "shop.test", address: "127.0.0.1", port: world.server.port)
    }
  }

  @Test("TLS 1.2 is spoken, older versions are not")
  func versions() async throws {
    let authority = try TestCertificateAuthority()
    let probe = try TLSProbe(extraRootsPEM: [authority.rootPEM])
    let certificate = try authority.issue(["shop.test"], key: TestKey(.rsa2048))
    let good = try await HTTPSServer.start(maximumTLS: .tlsv12)
    try good.serve("shop.test", certificate: certificate)
    _ = try await probe.connect(host: "shop.test", address: "127.0.0.1", port: good.port)
    let old = try await HTTPSServer.start(minimumTLS: .tlsv1, maximumTLS: .tlsv11)
    try old.serve("shop.test", certificate: certificate)
    let error = await #expect(throws: ProbeError.self) {
      try await probe.connect(host: "shop.test", address: "127.0.0.1", port: old.port)
    }
    #expect("\(error as Any)".contains("no TLS version from 1.2 on"))
  }

  @Test("Roots that are no certificates are refused")
  func badRoots() {
    let error = #expect(throws: ProbeError.self) { try TLSProbe(extraRootsPEM: ["hello"]) }
    #expect("\(error as Any)".contains("PEM"))
  }

  @Test(
    "A request target that could break the request line is not sent", arguments: ["", "x", "/a b", "/a\r\nX: y", "/é"])
  func injection(target: String) async throws {
    let world = try await WebWorld()
    let connection = try await world.connect()
    await #expect(throws: ProbeError.self) { try await connection.get(target: target, hostHeader: "shop.test") }
    await #expect(throws: ProbeError.self) { try await connection.get(target: "/", hostHeader: "a\r\nX: \(target)") }
    #expect(world.server.requests.isEmpty)
  }
}

extension WebWorld {
  func endpoint(_ host: String = "shop.test") -> Endpoint {
    Endpoint(host: host, address: "127.0.0.1", port: self.server.port)
  }
}
