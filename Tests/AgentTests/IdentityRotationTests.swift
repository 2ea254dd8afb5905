import Agent
import Foundation
import Loopback
import PartnerLink
import TLSKeys
import Testing

@Suite("The agent's identity gives way to the next one")
struct IdentityRotationTests {
  private let place: TemporaryFolder
  private let now = Int64(Date().timeIntervalSince1970)
  private let first: AgentIdentity

  private var folder: String { self.place.file("identity") }
  private var rotation: IdentityRotation { IdentityRotation(folder: self.folder) }

  init() throws {
    self.place = try TemporaryFolder()
    self.first = try AgentIdentity.create(in: self.place.file("identity"), name: "shop", now: self.now)
  }

  private func begin() throws -> AgentIdentity { try self.rotation.begin(name: "shop", days: 90, now: self.now) }
  private func current() throws -> KeyDigest { try AgentIdentity.load(from: self.folder, now: self.now).pin }
  private func previous() throws -> KeyDigest {
    try AgentIdentity.load(from: "\(self.folder)/previous", now: self.now).pin
  }

  @Test("until it is taken nothing changes; then certificate and key are the next one's, and the old one is kept")
  func replaced() throws {
    let next = try self.begin()
    #expect(try self.current() == self.first.pin)
    #expect(try self.rotation.finish(now: self.now).pin == next.pin)
    #expect(try self.current() == next.pin)
    #expect(try self.previous() == self.first.pin)
    #expect(self.rotation.previousPin == self.first.pin)
    #expect(try self.rotation.next(now: self.now) == nil)
    self.place.close()
  }

  @Test("the time after, the oldest key is gone")
  func twice() throws {
    let second = try self.begin()
    _ = try self.rotation.finish(now: self.now)
    let third = try self.begin()
    _ = try self.rotation.finish(now: self.now)
    #expect(try self.current() == third.pin && self.previous() == second.pin)
    let keys = try FileManager.default.subpathsOfDirectory(atPath: self.folder).filter { $0.hasSuffix("agent.key") }
    #expect(
      Set(keys) == [
        "agent.key", "identity-\(second.pin.base64URL)/agent.key", "identity-\(third.pin.base64URL)/agent.key",
      ])
    self.place.close()
  }

  @Test("cut short, it is ended the next time, and an identity is there at every moment", arguments: 0...3)
  func cutShort(_ step: Int) throws {
    let next = try self.begin()
    let new = "\(self.folder)/identity-\(next.pin.base64URL)"
    let manager = FileManager.default
    switch step {
    case 0:
      // The folder of the next identity was just begun.
      try manager.createDirectory(atPath: new, withIntermediateDirectories: false)
      try manager.linkItem(atPath: "\(self.folder)/next/agent.key", toPath: "\(new)/agent.key")
    case 1:
      // The files were about to become links.
      let old = "\(self.folder)/identity-\(self.first.pin.base64URL)"
      try manager.createDirectory(atPath: old, withIntermediateDirectories: false)
      for name in ["agent.key", "agent.pem"] {
        try manager.linkItem(atPath: "\(self.folder)/\(name)", toPath: "\(old)/\(name)")
      }
      try manager.createSymbolicLink(
        atPath: "\(self.folder)/current", withDestinationPath: "identity-\(self.first.pin.base64URL)")
    case 2:
      // It was taken, and next/ not yet cleared away.
      _ = try self.rotation.finish(now: self.now)
      try manager.createDirectory(atPath: "\(self.folder)/next", withIntermediateDirectories: false)
      for name in ["agent.key", "agent.pem"] {
        try manager.linkItem(atPath: "\(new)/\(name)", toPath: "\(self.folder)/next/\(name)")
      }
    default: break
    }
    #expect(try self.current() == (step == 2 ? next.pin : self.first.pin))
    #expect(try self.rotation.finish(now: self.now).pin == next.pin)
    #expect(try self.current() == next.pin && self.previous() == self.first.pin)
    self.place.close()
  }

  @Test("a next identity is not made twice, and without one there is nothing to take")
  func refusals() throws {
    #expect(throws: AgentIdentityError.self) { try self.rotation.finish(now: self.now) }
    _ = try self.begin()
    #expect(throws: AgentIdentityError.self) { try self.begin() }
    self.place.close()
  }
}
