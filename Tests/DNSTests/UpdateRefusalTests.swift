import DNS
import DNSWire
import Foundation
import Testing

@Suite("Updates that real servers refuse", .enabled(if: Brand.areInstalled, "\(Brand.missing)"))
struct UpdateRefusalTests {
  /// The error of sending this, and that nothing came of it.
  private func refusal(
    of update: UpdateMessage, by updater: DynamicUpdater, _ server: UpdateServer, at name: String = Updates.nameText
  ) async throws -> UpdateError? {
    var refusal: UpdateError?
    do { try await updater.send(update) } catch { refusal = error }
    #expect(try await server.texts(name) == [])
    return refusal
  }

  @Test("A key that the server does not know", arguments: Brand.allCases, DynamicUpdater.Transport.allCases)
  func unknownKey(brand: Brand, transport: DynamicUpdater.Transport) async throws {
    try await UpdateServer.with(brand) { server in
      let updater = try server.updater(transport, key: "nobody", timeout: .seconds(3))
      let error = try await refusal(of: try Updates.add("x"), by: updater, server)
      switch brand {
      case .knot, .bind: #expect(error == .keyUnknown(server.address, key: try DomainName("nobody")))
      // It answers REFUSED without any TSIG.
      case .powerDNS: #expect(error == .responseNotAuthentic(server.address, .unsigned(.refused)))
      }
    }
  }

  @Test("Another secret under the key's name", arguments: Brand.allCases, DynamicUpdater.Transport.allCases)
  func wrongSecret(brand: Brand, transport: DynamicUpdater.Transport) async throws {
    try await UpdateServer.with(brand) { server in
      let secret = Data(repeating: 9, count: 32).base64EncodedString()
      let updater = try server.updater(transport, secret: secret, timeout: .seconds(3))
      let error = try await refusal(of: try Updates.add("x"), by: updater, server)
      switch brand {
      case .knot, .bind: #expect(error == .signatureRefused(server.address, key: try DomainName("agent")))
      case .powerDNS: #expect(error == .responseNotAuthentic(server.address, .unsigned(.refused)))
      }
    }
  }

  @Test(
    "A clock that is an hour slow or fast, with the server's time where it tells", arguments: Brand.allCases,
    [-3600, 3600] as [Int64])
  func wrongClock(brand: Brand, error seconds: Int64) async throws {
    try await UpdateServer.with(brand) { server in
      let updater = try server.updater(.tcp, timeout: .seconds(3), clockError: seconds)
      let error = try await refusal(of: try Updates.add("x"), by: updater, server)
      switch error {
      case .clockDiffers(_, let ours, let servers?):
        #expect(abs(Int64(ours) - Int64(servers) - seconds) < 60)
      case .responseNotAuthentic(_, .unsigned): #expect(brand == .powerDNS)
      default: Issue.record("\(String(describing: error))")
      }
    }
  }

  @Test(
    "A name outside of _m2dmrt, a name that only looks like it, and another type", arguments: Brand.allCases)
  func outsideTheFence(brand: Brand) async throws {
    try await UpdateServer.with(brand) { server in
      let updater = try server.updater(.tcp)
      for name in ["shop.ec-1.test.", "a.x_m2dmrt.ec-1.test.", "ec-1.test."] {
        let error = try await refusal(of: try Updates.add("x", at: name), by: updater, server, at: name)
        switch brand {
        // Knot answers BADKEY, as the key is not good for this.
        case .knot: #expect(error == .keyUnknown(server.address, key: try DomainName("agent")))
        case .bind: #expect(error == .refusedByServer(server.address, .refused))
        // It leaves out what its policy forbids and says NOERROR: only looking shows that nothing came of it.
        case .powerDNS: #expect(error == nil)
        }
      }
      let address = ResourceRecord(try Updates.name(), .a, ttl: 60, rdata: [192, 0, 2, 9])
      let error = try await refusal(
        of: UpdateMessage(zone: try Updates.zone(), changes: [.add(address)]), by: updater, server)
      #expect(brand == .powerDNS || error != nil)
      let question = Question(try Updates.name(), .a)
      #expect(try await ServerQuery.ask(question, at: server.address).answers.isEmpty)
      try await updater.send(try Updates.add("inside"))
      #expect(try await server.texts(Updates.nameText) == ["inside"])
    }
  }

  @Test("A zone that the server does not serve", arguments: Brand.allCases)
  func otherZone(brand: Brand) async throws {
    try await UpdateServer.with(brand) { server in
      let zone = try DomainName("other.test")
      let update = UpdateMessage(zone: zone, changes: [.deleteRRset(zone, .txt)])
      await #expect(throws: UpdateError.self) { try await server.updater(.tcp).send(update) }
    }
  }
}
