import Testing

@testable import TLSProbe

@Suite("Refreshes in pages") struct MetaRefreshTests {
  private let page: HTTPURL

  init() throws { self.page = try #require(HTTPURL("https://shop.test/cart/")) }

  private func target(_ body: [UInt8]) -> String? {
    guard case .http(let url) = MetaRefresh.first(in: body, page: self.page)?.target else { return nil }
    return url.description
  }

  @Test(
    "A refresh is found however it is written",
    arguments: [
      "<meta http-equiv=\"refresh\" content=\"0;url=//pay.test\">",
      "<META HTTP-EQUIV=Refresh CONTENT='0;url=//pay.test'>",
      "<!DOCTYPE html><head><title>x</title><meta charset=utf-8><meta content=0;//pay.test http-equiv=refresh></head>",
      "<meta/http-equiv='refresh'/content='0;//pay.test'/>",
      "<meta\n\thttp-equiv\n=\nrefresh content = '0;//pay.test' >",
      "<meta http-equiv='&#114;efresh' content='0&semi;url&equals;&#x2f;&sol;pay.test'>",
      "<!-- <meta> --><meta http-equiv=refresh content='0;//pay.test'>",
      "<!--><meta http-equiv=refresh content='0;//pay.test'>",
      "<!---><meta http-equiv=refresh content='0;//pay.test'>",
      "<!-- x --!><meta http-equiv=refresh content='0;//pay.test'>",
      "<?x><meta http-equiv=refresh content='0;//pay.test'>", "</ x><meta http-equiv=refresh content='0;//pay.test'>",
      "< meta><p>a < b</p><meta http-equiv=refresh content='0;//pay.test'>",
      "<a title='<meta http-equiv=refresh content=1;//no.test>'><meta http-equiv=refresh content='0;//pay.test'>",
      "<meta http-equiv=refresh content=nonsense><meta http-equiv=refresh content='0;//pay.test'>",
      "<meta http-equiv=refresh><meta http-equiv=refresh content='0;//pay.test' content='0;//no.test'>",
      "<script>'<meta http-equiv=refresh content=0;//no>'</SCRIPT ><meta http-equiv=refresh content='0;//pay.test'>",
      "<script>a</scriptx></script/><meta http-equiv=refresh content='0;//pay.test'>",
      "<template><meta http-equiv=refresh content=0;//no></template><meta http-equiv=refresh content='0;//pay.test'>",
      "<noscript><meta http-equiv=refresh content=0;//no></noscript><meta http-equiv=refresh content='0;//pay.test'>",
      "<svg><style><meta http-equiv=refresh content='0;//pay.test'>",
      "<svg><p><style><meta http-equiv=refresh content=0;//no></style><meta http-equiv=refresh content='0;//pay.test'>",
      "<base href=https://pay.test/><meta http-equiv=refresh content='0;/'>",
      "<base><base href='https://pay.test'><base href=https://no.test><meta http-equiv=refresh content='0;url= '>",
      "<body><table><meta http-equiv=refresh content='0;//pay.test'>",
    ])
  func found(html: String) {
    #expect(self.target(Array(html.utf8)) == "https://pay.test/")
  }

  @Test(
    "What a browser would not follow is not found",
    arguments: [
      "", "<", "<!", "<!--", "</", "<meta", "<meta http-equiv=refresh content='0;//no.test'",
      "<meta http-equiv=refresh content='0;//no.test>", "<!-- <meta http-equiv=refresh content='0;//no.test'>",
      "<!-- -- ><meta http-equiv=refresh content='0;//no.test'>",
      "<title><meta http-equiv=refresh content='0;//no.test'>",
      "<textarea><meta http-equiv=refresh content='0;//no.test'></textarea>",
      "<plaintext><meta http-equiv=refresh content='0;//no.test'>",
      "<noscript><meta http-equiv=refresh content='0;//no.test'></noscript>",
      "<meta http-equiv=refreshes content='0;//no.test'>",
      "<template><template></template><meta http-equiv=refresh content='0;//no.test'>",
      "<metax http-equiv=refresh content='0;//no.test'>",
      "</meta http-equiv=refresh content='0;//no.test'>", "<meta name=refresh content='0;//no.test'>",
      "&lt;meta http-equiv=refresh content='0;//no.test'>",
    ])
  func notFound(html: String) {
    #expect(self.target(Array(html.utf8)) == nil)
  }

  @Test("UTF-16 with a byte order mark is read in both byte orders")
  func utf16() {
    let units = Array("\u{FEFF}<meta http-equiv=refresh content='0;//pay.test'>".utf16)
    #expect(self.target(units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }) == "https://pay.test/")
    #expect(self.target(units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }) == "https://pay.test/")
    #expect(self.target([0xFE]) == nil)
    #expect(self.target([0xFE, 0xFF, 0x00]) == nil)
  }

  @Test("Any octets are read without crashing, also of every prefix of a page")
  func anything() {
    let pieces = [
      "<", ">", "meta", " http-equiv=refresh", " content=", "'", "\"", "0;url=", "//a", "<!--", "--", "-", "/",
      "<script", "</script", "&#", "&amp;", "x", "=", "<svg>", "<template>", "<base href=", "\0", "\u{FFFD}", "\n",
    ]
    for _ in 0..<5000 {
      var body = Array((0..<20).compactMap { _ in pieces.randomElement() }.joined().utf8)
      if !body.isEmpty { body[Int.random(in: body.indices)] = UInt8.random(in: .min ... .max) }
      _ = MetaRefresh.first(in: body, page: self.page)
    }
    let html = Array(
      "<!DOCTYPE html><title>x</title><base href=/a><meta http-equiv=refresh content='0;url=&#x2f;'>".utf8)
    for count in 0...html.count { _ = MetaRefresh.first(in: Array(html.prefix(count)), page: self.page) }
  }

  @Test("64 KiB made to be slow are read in no time to speak of", .timeLimit(.minutes(1)))
  func slowPages() {
    for piece in ["<", "<!--", "<a ", "&", "</script", "<script>", "<a='", "<svg>", "-"] {
      let body = Array(String(repeating: piece, count: 65_536 / piece.utf8.count).utf8)
      _ = MetaRefresh.first(in: body, page: self.page)
    }
  }
}
