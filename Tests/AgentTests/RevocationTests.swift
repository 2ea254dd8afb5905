import AgentControl
import Foundation
import Loopback
import TLSKeys
import Testing

@Suite(
  "warifu key revoke", .enabled(if: AgentWorld.isPossible, AgentWorld.reason), .serialized, .timeLimit(.minutes(2)))
struct RevocationTests {
  @Test(
    "takes what the key signed out of the zone while the partner is down; the other key verifies on, and the round follows"
  )
  func atOnce() async throws {
    try await AgentWorld.with { world in
      let next = try TestCertificateAuthority().issue(["ec-1.test"])
      try world.folder.write(next.certificatePEM + next.keyPEM, to: "shop-keys/ec-1.test/next.pem", mode: 0o600)
      try world.folder.write(next.certificatePEM, to: "next.pem")
      let staged = try await world.shop.warifu(["key", "stage", "ec-1.test", world.folder.file("next.pem")])
      #expect(staged.status == .exited(0), "\(staged.output)\(staged.errors)")
      let info = try await world.create(world.shop)
      #expect(info.originKeys.count == 2)
      #expect(try await world.published().count == 3)
      let stolen = try LeafCertificate(pem: try world.folder.read("shop.pem")).digest.base64URL
      await world.pay.killAgent()

      let revoked = try await world.shop.warifu(["key", "revoke", "ec-1.test", stolen])
      #expect(revoked.status == .exited(0), "\(revoked.output)\(revoked.errors)")
      #expect(revoked.output.contains("what remains verifies by the other keys"), "\(revoked.output)")
      let end = ContinuousClock.now + .seconds(20)
      while try await world.published().count != 2 {
        try #require(ContinuousClock.now < end, "\(world.shop.agentLog)")
        try await Task.sleep(for: .milliseconds(50))
      }
      let tag = try #require(KeyDigest(base64URL: stolen).map { KeyTag(of: $0).base64URL })
      #expect(try await world.published().allSatisfy { !$0.contains("k=\(tag)") })

      try await world.pay.startAgent()
      // The try that was under way may still find nobody there.
      while try await world.published().contains(where: { $0.contains(stolen) }) {
        try #require(ContinuousClock.now < end + .seconds(20), "\(world.shop.agentLog)")
        _ = try? await world.shop.control {
          try await $0.renewRelationship(origin: "ec-1.test", destination: "pay-1.test")
        }
      }
      let renewed = try await world.wait(world.shop, "established")
      #expect(renewed.originKeys.count == 1 && !renewed.originKeys.contains(stolen))
      #expect(try await world.published().count == 2)
    }
  }
}
