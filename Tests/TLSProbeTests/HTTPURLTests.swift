import Testing

@testable import TLSProbe

@Suite("URLs as browsers read them") struct HTTPURLTests {
  @Test(
    "Absolute URLs",
    arguments: [
      ("https://shop.test", "https://shop.test/"), ("HTTPS://Shop.TEST/A", "https://shop.test/A"),
      ("http://shop.test:80/", "http://shop.test/"), ("https://shop.test:80/", "https://shop.test:80/"),
      ("https://shop.test:/", "https://shop.test/"), ("https://shop.test:0443/", "https://shop.test/"),
      ("  https://shop.test/ \n", "https://shop.test/"), ("ht\ntps://sh\top.test/\r\n", "https://shop.test/"),
      ("https:shop.test", "https://shop.test/"), ("https:\\\\shop.test\\a\\b", "https://shop.test/a/b"),
      ("https:////shop.test//a", "https://shop.test//a"), ("https://u:p@shop.test/", "https://shop.test/"),
      ("https://a@b@shop.test/", "https://shop.test/"),
      ("https://pay.test\\@shop.test/", "https://pay.test/@shop.test/"),
      ("https://pay.test#@shop.test/", "https://pay.test/"),
      ("https://pay.test?@shop.test/", "https://pay.test/?@shop.test/"),
      ("https://shop.test?x=1#y", "https://shop.test/?x=1"), ("https://shop.test/a/./b/../c", "https://shop.test/a/c"),
      ("https://shop.test/../..", "https://shop.test/"), ("https://shop.test/a/%2E%2e/b/.", "https://shop.test/b/"),
      ("https://shop.test/a/..", "https://shop.test/"),
      ("https://shop.test/a b\"é`{}", "https://shop.test/a%20b%22%C3%A9%60%7B%7D"),
      ("https://shop.test/%zz%41?'\"<>é", "https://shop.test/%zz%41?%27%22%3C%3E%C3%A9"),
      ("https://sh%6Fp.test/", "https://shop.test/"), ("https://shop.test./", "https://shop.test/"),
      ("https://shop_1.test/", "https://shop_1.test/"), ("https://a..b/", "https://a..b/"),
    ])
  func absolute(text: String, expected: String) throws {
    #expect(try #require(HTTPURL(text)).description == expected)
  }

  @Test(
    "Internationalized hosts become A-labels (UTS 46, non-transitional)",
    arguments: [
      ("https://bücher.test/", "xn--bcher-kva.test"), ("https://BÜCHER.test/", "xn--bcher-kva.test"),
      ("https://faß.test/", "xn--fa-hia.test"), ("https://日本語。test/", "xn--wgv71a119e.test"),
      ("https://%E6%97%A5%E6%9C%AC%E8%AA%9E.test/", "xn--wgv71a119e.test"),
      ("https://ｓｈｏｐ．test/", "shop.test"), ("https://shop\u{AD}.test/", "shop.test"),
      ("https://r3--ü.test/", "xn--r3---3ra.test"), ("https://XN--BCHER-KVA.test/", "xn--bcher-kva.test"),
    ])
  func internationalized(text: String, host: String) throws {
    let url = try #require(HTTPURL(text))
    #expect(url.host == host)
    #expect(!url.isIPLiteral)
  }

  @Test(
    "What browsers take for IP addresses is taken for them",
    arguments: [
      ("http://127.0.0.1/", "127.0.0.1"), ("http://2130706433/", "127.0.0.1"), ("http://0x7f.1/", "127.0.0.1"),
      ("http://0177.0.0.01/", "127.0.0.1"), ("http://127.1./", "127.0.0.1"), ("http://0x7F000001/", "127.0.0.1"),
      ("http://1.2.3/", "1.2.0.3"), ("http://0x/", "0.0.0.0"), ("http://255.255.255.255/", "255.255.255.255"),
      ("http://１２７．０．０．１/", "127.0.0.1"), ("http://%31%32%37.1/", "127.0.0.1"),
      ("http://[::1]/", "::1"), ("http://[0:0::0:1]/", "::1"), ("http://[2001:DB8::A]/", "2001:db8::a"),
    ])
  func literals(text: String, host: String) throws {
    let url = try #require(HTTPURL(text))
    #expect(url.host == host)
    #expect(url.isIPLiteral)
  }

  @Test(
    "What browsers refuse is refused",
    arguments: [
      "", "shop.test", "/a", "//shop.test/", "https://", "https:///", "https://@", "https://u@/", "https://:443/",
      "https://shop.test:65536/", "https://shop.test:0/", "https://shop.test:-1/", "https://shop.test:x/",
      "https://a b/",
      "https://a%20b/", "https://a%00/", "https://a%2Fb/", "https://a<b/", "https://a%/", "https://a%zz/",
      "https://a|b/",
      "http://256.256.256.256/", "http://1.2.3.4.5/", "http://4294967296/", "http://shop.1/", "http://0x100000000/",
      "http://08.1/", "http://1..2/", "http://shop.0x/", "http://[::1/", "http://::1/", "http://[]/",
      "http://[::1%25eth0]/", "http://[127.0.0.1]/", "http://[::g]/", "http://a:b:c/", "https://é\u{FFFF}.test/",
      "https://%ff.test/", "https://xn--a.test/", "https://%78n--a.test/", "https://\u{2100}.test/", "https://./",
      "https://../", "javascript:alert(1)", "mailto:a@b",
    ])
  func refused(text: String) {
    #expect(HTTPURL(text) == nil)
  }

  @Test(
    "References are resolved against the page",
    arguments: [
      ("", "https://shop.test:8443/a/b?c=d"), ("#x", "https://shop.test:8443/a/b?c=d"),
      ("?e", "https://shop.test:8443/a/b?e"),
      ("?", "https://shop.test:8443/a/b?"), ("e", "https://shop.test:8443/a/e"), ("./e", "https://shop.test:8443/a/e"),
      ("../e", "https://shop.test:8443/e"), ("../../../e", "https://shop.test:8443/e"),
      ("/e", "https://shop.test:8443/e"),
      ("\\e", "https://shop.test:8443/e"), ("..", "https://shop.test:8443/"), (".", "https://shop.test:8443/a/"),
      ("//pay.test/x", "https://pay.test/x"), ("\\\\pay.test\\x", "https://pay.test/x"),
      ("/\\pay.test", "https://pay.test/"),
      ("/\t/pay.test", "https://pay.test/"), ("///pay.test", "https://pay.test/"),
      ("https:e", "https://shop.test:8443/a/e"),
      ("https:/e", "https://shop.test:8443/e"), ("https://pay.test", "https://pay.test/"),
      ("http:pay.test", "http://pay.test/"),
      ("http:/pay.test", "http://pay.test/"), ("@pay.test", "https://shop.test:8443/a/@pay.test"),
      ("a:b", nil), ("1:b", "https://shop.test:8443/a/1:b"), ("mailto:x", nil), ("https://", nil), ("//", nil),
    ] as [(String, String?)])
  func relative(reference: String, expected: String?) throws {
    let page = try #require(HTTPURL("https://shop.test:8443/a/b?c=d"))
    if case .http(let url) = RedirectTarget(reference, relativeTo: page) {
      #expect(url.description == expected)
    } else {
      #expect(expected == nil)
    }
  }

  @Test("Other schemes are told by their names, in lower case")
  func otherSchemes() throws {
    let page = try #require(HTTPURL("https://shop.test/"))
    #expect(RedirectTarget("MailTo:a@b", relativeTo: page) == .otherScheme("mailto"))
    #expect(RedirectTarget("java\nscript:x", relativeTo: page) == .otherScheme("javascript"))
    #expect(RedirectTarget("data:text/html,x", relativeTo: nil) == .otherScheme("data"))
  }

  @Test("The Host field has the port only where it is not the scheme's, and brackets around IPv6")
  func hostHeader() throws {
    #expect(try #require(HTTPURL("https://shop.test:443/")).hostHeader == "shop.test")
    #expect(try #require(HTTPURL("http://shop.test:443/")).hostHeader == "shop.test:443")
    #expect(try #require(HTTPURL("http://[::1]:8080/")).hostHeader == "[::1]:8080")
  }

  @Test("Any characters are read or refused, and what is read can be sent and reads the same again")
  func anything() throws {
    let page = try #require(HTTPURL("https://shop.test/a/b?c"))
    let alphabet = Array("ht:/\\?#@[].%20x7fÀé日。\t\n \0\u{FFFD}\u{202E}\u{1F600}|^{}\"'<>-_~1a".unicodeScalars)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0..<24)
      let scalars = (0..<count).compactMap { _ in alphabet.randomElement() }
      let text = ["", "https://", "//", "http:"].randomElement().map { $0 + String(String.UnicodeScalarView(scalars)) }
      guard let text, case .http(let url) = RedirectTarget(text, relativeTo: page) else { continue }
      #expect(url.target.utf8.allSatisfy { 0x21...0x7E ~= $0 } && url.target.hasPrefix("/"))
      #expect(url.hostHeader.utf8.allSatisfy { 0x21...0x7E ~= $0 })
      #expect(HTTPURL(url.description) == url)
    }
  }
}
