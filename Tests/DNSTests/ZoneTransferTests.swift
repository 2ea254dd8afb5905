import DNS
import Foundation
import Synchronization
import Testing

@testable import DNSWire

@Suite("Zones had whole from real servers", .enabled(if: Brand.areInstalled, "\(Brand.missing)"))
struct ZoneTransferTests {
  private func texts(_ server: ServerAddress, key: String, secret: String = UpdateServer.secret) async throws -> Int {
    try await ZoneTransferQuery.records(
      of: try Updates.zone(), at: server, with: try TSIGKey(name: DomainName(key), base64Secret: secret),
      now: { UInt64(Date().timeIntervalSince1970) }, keeping: { $0.type == .txt }
    ).count
  }

  @Test("A zone of many messages arrives whole with the key that may have it", arguments: Brand.allCases)
  func whole(brand: Brand) async throws {
    try await UpdateServer.with(brand) { server in
      let updater = try server.updater(.tcp)
      let long = String(repeating: "x", count: 240)
      for part in 0..<10 {
        let changes = try (0..<100).map { number in
          let name = try DomainName("pay-\(part)-\(number).test._m2dmrt.\(UpdateServer.zoneText)")
          return UpdateMessage.Change.add(.txt(name, ttl: 60, text: long.utf8))
        }
        try await updater.send(UpdateMessage(zone: try Updates.zone(), changes: changes))
      }
      // Some 250 KiB: no single message holds them.
      #expect(try await texts(server.address, key: "reader") == 1000)
    }
  }

  @Test("A key that may not have it, or is not known, gets nothing", arguments: Brand.allCases)
  func refused(brand: Brand) async throws {
    try await UpdateServer.with(brand) { server in
      for (key, secret) in [
        ("agent", UpdateServer.secret), ("stranger", UpdateServer.secret),
        ("reader", Data(repeating: 1, count: 32).base64EncodedString()),
      ] {
        await #expect("\(key)") { _ = try await texts(server.address, key: key, secret: secret) } throws: { error in
          if case .refused = error as? ZoneTransferFailure { true } else { false }
        }
      }
    }
  }

  @Test("A server that never ends, breaks off, or sends something else, gets no further than the limits")
  func hostile() async throws {
    let key = try TSIGKey(name: DomainName("agent"), secret: Array(0..<32))
    let zone = try Updates.zone()
    func failure(_ acts: @escaping @Sendable ([UInt8]) throws -> [ScriptedServer.Act]) async throws -> String {
      let text = Mutex("")
      try await ScriptedServer.with(acts) { server in
        do {
          _ = try await ZoneTransferQuery.records(
            of: zone, at: server.address, with: key, timeout: .seconds(5), now: { 1_790_000_000 },
            keeping: { _ in true })
        } catch {
          text.withLock { $0 = "\(error)" }
        }
      }
      return text.withLock { $0 }
    }
    let (endless, closed, reflected) = (
      try await failure { _ in [.endless] }, try await failure { _ in [.close] }, try await failure { [.message($0)] }
    )
    #expect(endless.contains("another request"))
    #expect(closed.contains("closed the connection"))
    #expect(reflected.contains("not a response"))
    // The first message is signed, and then nothing but unsigned ones come.
    let flood = try await failure { request in
      let (question, tsig, _) = try TSIG.split(request)
      var answer = DNSMessage(header: question.header, questions: question.questions)
      answer.header.isResponse = true
      let first = try TSIG.sign(answer, with: key, now: 1_790_000_000, answering: tsig?.mac ?? []).wire
      return [.message(first)] + Array(repeating: .message(try answer.encoded()), count: 200)
    }
    #expect(flood.contains("is not signed"))
  }
}
