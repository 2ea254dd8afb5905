import Declarations
import Foundation
import HopVerifier
import Loopback
import Testing

@testable import BrowserHost

@Suite("The native host answers")
struct BrowserHostTests {
  private static let unreachable = "127.0.0.1:9"

  private func host(memory: any PolicyMemory = NoPolicyMemory()) throws -> BrowserHost {
    var settings = BrowserSettings()
    settings.resolver = try ResolverChoice(Self.unreachable)
    settings.fresh = settings.resolver
    return try BrowserHost(settings: settings, memory: memory, now: { 1_790_000_000 })
  }

  private func ask(_ text: String) async throws -> [String: Any] {
    let answer = try await self.host().answer(Array(text.utf8))
    return try #require(try JSONSerialization.jsonObject(with: Data(answer)) as? [String: Any])
  }

  @Test(
    "what it cannot read with an error that says so, and with the request's number where there is one",
    arguments: [
      ("", "notJSON", nil), ("nonsense", "notJSON", nil), ("[1,2]", "notJSON", nil), ("{\"v\":\"1\"}", "notJSON", nil),
      (String(repeating: "[", count: 100_000), "notJSON", nil), ("{}", "unsupportedVersion", nil),
      (#"{"v":2,"id":4,"type":"hello"}"#, "unsupportedVersion", 4), (#"{"v":1,"id":5}"#, "unknownType", 5),
      (#"{"v":1,"id":6,"type":"format"}"#, "unknownType", 6), (#"{"v":1,"id":7,"type":"verify"}"#, "badRequest", 7),
      (#"{"v":1,"type":"hello"}"#, "badRequest", nil), (#"{"v":1,"id":8,"type":"page"}"#, "badRequest", 8),
      (#"{"v":1,"id":9,"type":"hello","resolver":"nowhere"}"#, "settings", 9),
    ] as [(String, String, Int?)])
  func unreadable(message: String, code: String, id: Int?) async throws {
    let reply = try await self.ask(message)
    #expect(reply["type"] as? String == "error")
    #expect(reply["code"] as? String == code)
    #expect(reply["id"] as? Int == id)
    #expect(reply["v"] as? Int == 1)
  }

  private static func verify(_ changes: [String: String] = [:]) -> String {
    let origin = changes["origin"] ?? #"{"scheme":"http","host":"shop.test","port":80}"#
    let destination = changes["destination"] ?? #"{"scheme":"http","host":"pay.test","port":80}"#
    let kinds = changes["kinds"] ?? #"["redirect"]"#
    return #"{"v":1,"id":1,"type":"verify","origin":\#(origin),"destination":\#(destination),"kinds":\#(kinds)}"#
  }

  @Test(
    "a hop that is none with an error",
    arguments: [
      ["origin": #"{"scheme":"ftp","host":"shop.test","port":21}"#],
      ["origin": #"{"scheme":"https","host":"shop.test","port":0}"#],
      ["origin": #"{"scheme":"https","host":"shop.test/@pay.test","port":443}"#],
      ["origin": #"{"scheme":"https","host":"","port":443}"#],
      ["origin": #"{"scheme":"https","host":"\#(String(repeating: "a", count: 400))","port":443}"#],
      ["destination": #"{"scheme":"https","host":"shop.test","port":443}"#],
      ["destination": #"{"scheme":"https","host":"pay.test","port":443,"certificate":"AAAA"}"#],
      ["destination": #"{"scheme":"https","host":"pay.test","port":443,"certificate":"%%"}"#],
      ["kinds": "[]"], ["kinds": #"["teleport"]"#],
    ])
  func noHop(changes: [String: String]) async throws {
    let reply = try await self.ask(Self.verify(changes))
    #expect(reply["code"] as? String == "badRequest")
  }

  @Test("a hop that is not over TLS as such, also where nobody can be asked")
  func plain() async throws {
    let reply = try await self.ask(Self.verify())
    let hop = try #require(reply["hop"] as? [String: Any])
    #expect(hop["verdict"] as? String == "noKey")
    #expect(reply["accepted"] as? [String] == [])
    #expect(reply["path"] as? String == "unreachable")
  }

  @Test("that it has looked ahead at a hop to come, which needs two ends but no kind")
  func prepared() async throws {
    let prepare = Self.verify().replacing(#""type":"verify""#, with: #""type":"prepare""#)
    #expect(try await self.ask(prepare)["type"] as? String == "done")
    #expect(try await self.ask(#"{"v":1,"id":5,"type":"prepare"}"#)["code"] as? String == "badRequest")
  }

  @Test("that it has forgotten what private windows taught it")
  func forgotten() async throws {
    #expect(try await self.ask(#"{"v":1,"id":4,"type":"forgetPrivate"}"#)["type"] as? String == "done")
  }

  @Test("in time, whatever it waits for")
  func deadline() async throws {
    let silent = try SilentListener()
    let message =
      #"{"v":1,"id":3,"type":"hello","resolver":"127.0.0.1:\#(silent.port)","deadline":20}"#
    let reply = try await self.ask(message)
    #expect(reply["code"] as? String == "deadline")
  }

  @Test("with a page of the chain, in which nothing that a site said is markup")
  func page() async throws {
    let step =
      #"{"origin":"<b>shop</b>","destination":"pay.test","kinds":["redirect"],"verdict":"bogus","reason":"<script>","#
      + #""stopped":true,"at":1790000000,"notes":["\u202Eevil"]}"#
    let reply = try await self.ask(#"{"v":1,"id":2,"type":"page","page":{"language":"ja","steps":[\#(step)]}}"#)
    let html = try #require(reply["html"] as? String)
    #expect(html.contains("&lt;b&gt;shop&lt;/b&gt;") && html.contains("&lt;script&gt;"))
    #expect(!html.contains("<script>") && !html.contains("\u{202E}"))
    #expect(html.contains("lang=\"ja\"") && html.contains("停止"))
  }
}
