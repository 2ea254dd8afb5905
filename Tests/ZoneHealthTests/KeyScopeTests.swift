import DNS
import DNSWire
import Findings
import Foundation
import Loopback
import Testing
import ZoneHealth

@Suite("Where a TSIG key may write", .enabled(if: Brand.areInstalled, "\(Brand.missing)"))
struct KeyScopeTests {
  private func isThere(_ name: String, _ port: UInt16) async throws -> Bool {
    let owner = try DomainName(name.split(separator: " ").first.map(String.init) ?? "")
    let answer = try await ServerQuery.ask(Question(owner, .txt), at: try ServerAddress("127.0.0.1:\(port)"))
    return !answer.answers(owner, .txt).isEmpty
  }

  @Test("A confined key passes, and what was tried leaves nothing", arguments: Brand.allCases)
  func confined(brand: Brand) async throws {
    try await brand.with([Examined.agentKey]) { port in
      let result = try await Examined(port).run(.key)
      #expect(result.codes(.pass) == ["keyConfined"] && result.faults.isEmpty, "\(result.findings)")
      let tried = try #require(result.evidence(.keyConfined, "tried").first)
      #expect(try await !isThere(tried, port))
    }
  }

  @Test("A key that may write everything is found, and what it wrote is gone", arguments: Brand.allCases)
  func wide(brand: Brand) async throws {
    try await brand.with([Examined.wideKey]) { port in
      var zone = try Examined(port)
      zone.key = "wide"
      let result = try await zone.run(.key)
      #expect(result.faults == ["keyTooWide"], "\(result.findings)")
      let tried = try #require(result.evidence(.keyTooWide, "tried").first)
      #expect(tried.hasPrefix("warifu-probe-") && tried.hasSuffix(".ec-1.test. TXT"))
      #expect(result.evidence(.keyTooWide, "answer") == ["a TXT record was written, seen, and deleted again at once"])
      #expect(try await !isThere(tried, port))
    }
  }

  @Test("A key that may not write at one of the hosts", arguments: Brand.allCases)
  func otherHost(brand: Brand) async throws {
    try await brand.with([Examined.agentKey]) { port in
      var zone = try Examined(port)
      zone.hosts = ["ec-1.test", "www.ec-1.test"]
      let result = try await zone.run(.key)
      #expect(result.codes(.pass) == ["keyConfined"] && result.faults == ["keyCannotWrite"], "\(result.findings)")
      #expect(result.finding(.keyCannotWrite)?.text.summary == "the TSIG key may not write at _m2dmrt.www.ec-1.test.")
    }
  }

  @Test("A key that the server does not know, or whose secret differs", arguments: Brand.allCases)
  func unknown(brand: Brand) async throws {
    try await brand.with([Examined.agentKey]) { port in
      var zone = try Examined(port)
      zone.key = "nobody"
      let unknown = try await zone.run(.key)
      #expect(unknown.faults == ["keyCannotWrite"] && unknown.codes(.pass).isEmpty)
      zone = try Examined(port)
      zone.secret = Data(repeating: 9, count: 32).base64EncodedString()
      let differs = try await zone.run(.key)
      // PowerDNS answers REFUSED to both, without any TSIG.
      #expect(differs.faults == (brand == .powerDNS ? ["keyCannotWrite"] : ["keySecretDiffers"]))
    }
  }

  @Test("In a zone that is for declarations alone there is no outside", arguments: Brand.allCases)
  func ownZone(brand: Brand) async throws {
    try await brand.with([Examined.wideKey], zone: "_m2dmrt.ec-1.test.") { port in
      var zone = try Examined(port)
      zone.name = "_m2dmrt.ec-1.test."
      zone.key = "wide"
      let result = try await zone.run(.key)
      #expect(result.codes(.pass) == ["keyConfined"] && result.faults.isEmpty, "\(result.findings)")
    }
  }

  @Test("A primary that is gone leaves it unknown")
  func gone() async throws {
    let result = try await Examined(try FreePort.find()).run(.key)
    #expect(result.faults == ["notTested"])
  }

  @Test("Three minutes of difference, which the server puts up with, are seen in its answer", arguments: Brand.allCases)
  func smallClockError(brand: Brand) async throws {
    try await brand.with([Examined.agentKey]) { port in
      var zone = try Examined(port)
      zone.clockError = 180
      let result = try await zone.run(.key)
      #expect(result.codes(.pass) == ["keyConfined"])
      // It repeats the time that it was sent, so that nothing can be learnt from it.
      if brand == .powerDNS {
        #expect(result.readings.isEmpty)
      } else {
        let reading = try #require(result.readings.first)
        #expect(abs(reading.difference + 180) < 60)
      }
    }
  }

  @Test(
    "Ten minutes of difference are told by the server itself", arguments: [Brand.knot, .bind], [-600, 600] as [Int64])
  func clock(brand: Brand, error: Int64) async throws {
    try await brand.with([Examined.agentKey]) { port in
      var zone = try Examined(port)
      zone.clockError = error
      let result = try await zone.run(.key)
      #expect(result.faults == ["notTested"])
      let reading = try #require(result.readings.first)
      #expect(abs(reading.difference + error) < 60)
      let judged = try #require(ClockRules.judge(result.readings, machine: "here").first)
      #expect(judged.code == "clockOff")
      #expect(judged.text.summary.hasSuffix(error > 0 ? "fast" : "slow"))
    }
  }
}
