import Declarations
import Foundation
import Loopback
import PartnerLink
import TLSKeys
import Testing

@testable import SigningService

@Suite("The signing agent's socket", .timeLimit(.minutes(1)))
struct SignerSocketTests {
  @Test("is for its owner alone, and goes when the signing agent goes")
  func mode() async throws {
    let fixture = try SignerFixture()
    try await fixture.serve { (_: SigningClient) async throws in
      let attributes = try FileManager.default.attributesOfItem(atPath: fixture.socket)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(attributes[.type] as? FileAttributeType == .typeSocket)
    }
    #expect(!FileManager.default.fileExists(atPath: fixture.socket))
  }

  @Test("takes no call of another user", .enabled(if: geteuid() == 0, "needs root to give the socket to another user"))
  func otherUser() async throws {
    let fixture = try SignerFixture(more: "user: 54321")
    try await fixture.serve { (client: SigningClient) async throws in
      let attributes = try FileManager.default.attributesOfItem(atPath: fixture.socket)
      #expect(attributes[.ownerAccountID] as? Int == 54_321)
      // This process is root, which the kernel lets open any socket.
      for _ in 0..<3 {
        await #expect { try await client.keys(of: HostName("ec-1.test")) } throws: {
          guard case .unreachable? = $0 as? SigningClientError else { return false }
          return true
        }
      }
    }
    #expect(try fixture.log().isEmpty)
  }

  @Test("may be a port instead, for one pinned agent on another machine")
  func remote() async throws {
    let fixture = try SignerFixture()
    let now = SignerFixture.now
    let own = try AgentIdentity.create(in: fixture.folder.file("signer-identity"), name: "signer", now: now)
    let agentIdentity = try AgentIdentity.create(in: fixture.folder.file("agent-identity"), name: "agent", now: now)
    let other = try AgentIdentity.create(in: fixture.folder.file("other-identity"), name: "other", now: now)
    let port = try FreePort.find()
    try fixture.folder.write(
      try fixture.folder.read("signer.yaml") + """
        listen:
          address: 127.0.0.1:\(port)
          identity: signer-identity
          agents: [agent-identity/agent.pem]
        """, to: "signer.yaml")
    let settings = try fixture.settings()
    let agent = try fixture.agent()
    let listener = try #require(settings.listener)
    let remote = try listener.server(for: CurrentSigner(agent), logger: SignerFixture.silent, now: { now })
    let server = try SigningServer(
      CurrentSigner(agent), settings: settings, remote: remote, logger: SignerFixture.silent)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      defer { server.close() }
      let end = ContinuousClock.now + .seconds(10)
      while !remote.isServing, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
      let signer = try #require(PinnedPartner(name: "signer", pins: [own.pin]))
      for identity in [agentIdentity, other] {
        let link = try PartnerClient(identity, to: signer, at: listener.address, now: { now })
        let client = SigningClient(over: link)
        async let connected: Void = client.run()
        if identity.pin == agentIdentity.pin {
          let statement = try fixture.statement()
          let signature = try await client.sign(statement)
          #expect(fixture.keys[0].publicKey.verifies(signature, over: statement.signedOctets))
        } else {
          await #expect { try await client.sign(fixture.statement()) } throws: {
            guard case .link(.refusedByPeer)? = $0 as? SigningClientError else { return false }
            return true
          }
        }
        client.close()
        try await connected
      }
    }
    #expect(try fixture.log().map { $0["caller"] as? String } == ["pin \(agentIdentity.pin)"])
  }
}
