import Declarations
import Foundation
import HopVerifier
import Loopback
import Testing

@testable import BrowserHost

@Suite("What is learnt of policies")
struct PolicyOverlayTests {
  private static let now: Int64 = 1_790_000_000

  private static func policy() -> RememberedPolicy { RememberedPolicy(PolicyRecord(origin: .enforce), now: Self.now) }

  @Test("in a private window is not in the memory below, and what that has is known there")
  func hidden() throws {
    let shop = try HostName("shop.test")
    let other = try HostName("other.test")
    let below = PolicyOverlay(over: NoPolicyMemory())
    below.apply([.remember(shop, Self.policy())])
    let hidden = PolicyOverlay(over: below)
    hidden.apply([.remember(other, Self.policy()), .forget(shop)])
    #expect(hidden.policy(of: other, now: Self.now) != nil)
    #expect(hidden.policy(of: shop, now: Self.now) == nil)
    #expect(below.policy(of: other, now: Self.now) == nil)
    #expect(below.policy(of: shop, now: Self.now) != nil)
    #expect(hidden.policy(of: other, now: Self.policy().until) == nil)
    hidden.forget()
    #expect(hidden.policy(of: other, now: Self.now) == nil)
    #expect(hidden.policy(of: shop, now: Self.now) != nil)
  }

  @Test("is in the file after a save, and the file is not touched where nothing was learnt")
  func saved() throws {
    let folder = try TemporaryFolder()
    defer { folder.close() }
    let path = folder.file("policies.json")
    let shop = try HostName("shop.test")
    let policies = SavedPolicies(try FilePolicyMemory(path: path))
    try policies.save(now: Self.now)
    #expect(!FileManager.default.fileExists(atPath: path))
    policies.apply([.remember(shop, Self.policy())])
    try policies.save(now: Self.now)
    #expect(try FilePolicyMemory(path: path).policy(of: shop, now: Self.now) == Self.policy())
  }
}
