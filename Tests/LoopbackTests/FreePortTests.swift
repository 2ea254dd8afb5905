import Testing

@testable import Loopback

@Suite("Free ports") struct FreePortTests {
  @Test("A port is never handed out twice and can be bound")
  func distinct() throws {
    let ports = try (0..<50).map { _ in try FreePort.find() }
    #expect(Set(ports).count == 50)
    #expect(ports.allSatisfy { FreePort.isFree($0) })
  }
}
