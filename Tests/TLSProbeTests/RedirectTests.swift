import Testing

@testable import TLSProbe

@Suite("Redirects") struct RedirectTests {
  private let page: HTTPURL

  init() throws { self.page = try #require(HTTPURL("https://shop.test/cart/")) }

  private func redirect(
    _ status: Int, _ headers: [(name: String, value: String)], _ body: String = ""
  ) -> Redirect? {
    Redirect.of(HTTPReply(status: status, headers: headers, bodyPrefix: Array(body.utf8)), at: self.page)
  }

  private func text(_ redirect: Redirect?) -> String? {
    switch redirect?.target {
    case .http(let url): url.description
    case .otherScheme(let name): "\(name):"
    case .unusable: "unusable"
    case nil: nil
    }
  }

  @Test("Location counts with 300, 301, 302, 303, 307 and 308 only")
  func statuses() {
    for status in 100..<600 {
      let found = self.redirect(status, [("location", "https://pay.test/")])
      #expect((found != nil) == [300, 301, 302, 303, 307, 308].contains(status))
      #expect(found == nil || found?.source == .location(status: status))
    }
  }

  @Test("Empty Location fields do not count, equal ones are one, different ones an error")
  func duplicates() {
    #expect(self.redirect(302, [("Location", "")]) == nil)
    #expect(self.text(self.redirect(302, [("Location", ""), ("LOCATION", "/a")])) == "https://shop.test/a")
    #expect(self.text(self.redirect(302, [("Location", "/a"), ("Location", "/a")])) == "https://shop.test/a")
    #expect(self.text(self.redirect(302, [("Location", "/a"), ("Location", "/b")])) == "unusable")
    #expect(self.text(self.redirect(302, [("Location", "https://[")])) == "unusable")
    #expect(self.text(self.redirect(302, [("Location", "app://open")])) == "app:")
  }

  @Test("Location comes before Refresh, and that before the page")
  func precedence() {
    let meta = "<meta http-equiv=refresh content='0;url=https://meta.test/'>"
    let all = [("Location", "https://location.test/"), ("Refresh", "0;url=https://refresh.test/")]
    #expect(self.text(self.redirect(302, all, meta)) == "https://location.test/")
    #expect(self.redirect(200, all, meta)?.source == .refreshHeader)
    #expect(self.redirect(404, [], meta)?.source == .metaRefresh)
    #expect(self.redirect(200, [("Content-Type", "text/plain")], meta) == nil)
    #expect(self.redirect(200, [("Refresh", "5")], meta) == nil)
    #expect(self.redirect(200, [("Refresh", "nonsense")], meta)?.source == .metaRefresh)
  }

  @Test(
    "Values of Refresh are read as WHATWG says",
    arguments: [
      ("0;url=https://pay.test/", "https://pay.test/"), ("0; URL = https://pay.test/", "https://pay.test/"),
      ("0,url=//pay.test", "https://pay.test/"), ("0 url=//pay.test", "https://pay.test/"),
      (" 5.7 ; url='//pay.test' x", "https://pay.test/"), ("0;url=\"//pay.test", "https://pay.test/"),
      ("0;//pay.test", "https://pay.test/"), ("0;'//pay.test'", "https://pay.test/"),
      (".;//pay.test", "https://pay.test/"),
      ("0;url//pay.test", "https://shop.test/cart/url//pay.test"),
      ("0;u=//pay.test", "https://shop.test/cart/u=//pay.test"),
      ("0;url='//pay.test\"", "https://pay.test\"/"), ("0;;url=x", "https://shop.test/cart/;url=x"),
      ("99999999999999999999;url=x", "https://shop.test/cart/x"), ("0", nil), ("", nil), ("x", nil), ("0x;url=y", nil),
      (";url=x", nil), ("0;url=", nil), ("0;url=https://[", nil), ("0;url=javascript:x", nil),
      ("0;url=mailto:x", "mailto:"),
      ("0;url=https://shop.test/cart/#top", nil),
    ] as [(String, String?)])
  func refresh(value: String, expected: String?) {
    #expect(self.text(self.redirect(200, [("Refresh", value)])) == expected)
  }

  @Test("The delay is told")
  func delay() {
    #expect(self.redirect(200, [("Refresh", "12;url=x")])?.delaySeconds == 12)
    #expect(self.redirect(200, [("Refresh", ".9;url=x")])?.delaySeconds == 0)
  }
}
