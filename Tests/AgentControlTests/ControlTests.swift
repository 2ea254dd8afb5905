import AgentControl
import Foundation
import Logging
import Loopback
import Testing

@Suite("The control socket")
struct ControlTests {
  private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  @Test("values and refusals go through whole, and steps come as they happen")
  func roundTrip() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("control.sock")
    let server = try ControlServer(path: path, handler: Answers(), logger: self.quiet)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      try await ControlClient.connected(to: path) { agent in
        #expect(try await agent.status() == Answers.status)
        let steps = Steps()
        let info = try await agent.createRelationship(origin: "a.test", destination: "b.test") { steps.note($0) }
        #expect(info == Answers.info)
        #expect(steps.all.map(\.state) == ["proposed", "established"])
        #expect(try await agent.relationships() == [Answers.info])
        #expect(try await agent.withdrawRelationship(origin: "a.test", destination: "b.test", reason: "r").partnerTold)
        #expect(try await agent.policy(host: "a.test").records == ["v=M2DMRT1"])
        #expect(
          try await agent.setPolicy(host: "a.test", record: "v=M2DMRT1; p=enforce").records == ["v=M2DMRT1; p=enforce"])
        #expect(try await agent.removePolicy(host: "a.test").records.isEmpty)
        #expect(try await agent.partners() == [Answers.partner])
        #expect(try await agent.testPartner(name: "pay").clockDifference == -3)
        #expect(
          try await agent.prune(zones: ["a.test"], pairs: [("a.test", "b.test")], removes: true) == Answers.pruned)
        await #expect(throws: Answers.refusal) { _ = try await agent.prune(zones: [], pairs: [], removes: false) }
        await #expect(throws: Answers.refusal) { try await agent.relationship(origin: "x", destination: "y") }
        await #expect(throws: Answers.unknown) { try await agent.testPartner(name: "nobody") }
      }
      server.stop()
      try await group.waitForAll()
    }
  }

  @Test("only its owner can open the socket")
  func mode() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("control.sock")
    let server = try ControlServer(path: path, handler: Answers(), logger: self.quiet)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    withExtendedLifetime(server) {}
  }

  @Test("a living agent's socket is not taken over; a dead one's and another file are told apart")
  func takeOver() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("control.sock")
    let server = try ControlServer(path: path, handler: Answers(), logger: self.quiet)
    let living = #expect(throws: ControlError.self) {
      try ControlServer(path: path, handler: Answers(), logger: self.quiet)
    }
    #expect(living?.message.contains("another process listens") == true)
    withExtendedLifetime(server) {}
    try folder.write("text", to: "file")
    let file = #expect(throws: ControlError.self) {
      try ControlServer(path: folder.file("file"), handler: Answers(), logger: self.quiet)
    }
    #expect(file?.message.contains("no socket") == true)
    #expect(try folder.read("file") == "text")
  }

  @Test("nobody there, and too long a path, are said")
  func unreachable() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("nobody.sock")
    let error = await #expect(throws: ControlError.self) {
      try await ControlClient.connected(to: path) { try await $0.status() }
    }
    #expect(error?.kind == .unreachable && error?.subject == path)
    let long = folder.file(String(repeating: "x", count: 120))
    #expect(throws: ControlError.self) { try ControlServer(path: long, handler: Answers(), logger: self.quiet) }
  }
}
