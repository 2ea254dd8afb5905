import Foundation
import Loopback
import Testing

@Suite(
  "warifu verify --html",
  .enabled(if: SmallWorld.isPossible, "knotd and unbound are not installed; see Scripts/setup"), InSmallWorld())
struct VerifyPageTests {
  private var world: SmallWorld {
    get throws { try #require(SmallWorld.current) }
  }

  @Test("All chains stand on one page, which loads nothing; what is printed and the exit code are as without it")
  func page() async throws {
    let (world, folder) = (try world, try TemporaryFolder())
    let urls = [world.url("shop.test", "/checkout"), world.url("strict.test", "/out")]
    let usual = try await world.verify(urls[0], urls[1])
    let outcome = try await world.verify(urls[0], urls[1], "--html", folder.file("chain.html"))
    #expect(outcome.code == 1 && usual.code == 1)
    func shape(_ text: String) -> String { text.replacing(/[0-9]+ ms/, with: "ms") }
    #expect(shape(outcome.output) == shape(usual.output))
    let html = try folder.read("chain.html")
    #expect(html.contains("<html lang=\"en\">") && html.contains("default-src 'none'"))
    #expect(html.ranges(of: "<ol class=\"chain\"").count == 2 && html.ranges(of: "<html").count == 1)
    #expect(html.contains("<strong>acs.test</strong>") && html.contains("<code>verified</code>"))
    #expect(html.contains("Stopped here.") && html.contains("<p class=\"url\">\(urls[1])</p>"))
    for word in ["<script", "<img", "<link", "url(", "src="] { #expect(!html.contains(word), "\(word)") }
    let pair = try await world.verify(
      "--json", "--html", folder.file("pair.html"), "--pair", "shop.test:\(world.web.port)",
      "pay.test:\(world.web.port)")
    #expect(pair.code == 0)
    #expect(try folder.read("pair.html").contains("<code>verified</code>"))
  }

  @Test("It is in the language that WARIFU_LANG says, and in English for any that it does not have")
  func language() async throws {
    let folder = try TemporaryFolder()
    for (language, shown) in [("ja", "ja"), ("en", "en"), ("tlh", "en")] {
      let outcome = try await WarifuProgram.run(
        "verify", "--resolver", "127.0.0.1:1", "--deadline", "50ms", "--html", folder.file("\(language).html"),
        "https://a.test/<b>?x=\"'&\u{202E}", environment: ["WARIFU_LANG": language])
      #expect(outcome.code == 5)
      let html = try folder.read("\(language).html")
      #expect(html.contains("<html lang=\"\(shown)\">"))
      #expect(html.contains("https://a.test/&lt;b&gt;?x=&quot;&#39;&amp;\u{FFFD}") && !html.contains("<b>"))
    }
  }

  @Test("Where the page cannot be written that is said before anybody is asked for anything")
  func unwritable() async throws {
    let folder = try TemporaryFolder()
    let resolver = try await ScriptedServer.start(.silence)
    for path in [folder.file("missing/chain.html"), folder.path, "/proc/version/chain.html"] {
      let outcome = try await WarifuProgram.run(
        "verify", "--json", "--resolver", "127.0.0.1:\(resolver.port)", "--deadline", "300s", "--html", path,
        "https://a.test/")
      #expect(outcome.code == 2)
      #expect(try outcome.error["code"] == "htmlFile")
      #expect(try outcome.error["message"]?.contains(path) == true)
    }
    await resolver.close()
  }
}
