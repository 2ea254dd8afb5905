import NIOPosix
import Testing

@testable import PartnerLink

@Suite("Tasks on the threads of connections")
struct NetworkExecutorTests {
  @Test("a task is on such a thread, and is so again after it has waited")
  func stays() async throws {
    try await withTaskExecutorPreference(NetworkExecutor.shared) {
      #expect(MultiThreadedEventLoopGroup.currentEventLoop != nil)
      try await Task.sleep(for: .microseconds(1))
      #expect(MultiThreadedEventLoopGroup.currentEventLoop != nil)
    }
  }

  @Test("what it begins goes on on the same thread")
  func sameThread() async throws {
    try await withTaskExecutorPreference(NetworkExecutor.shared) {
      let loop = try #require(MultiThreadedEventLoopGroup.currentEventLoop)
      let loops = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<20 { group.addTask { MultiThreadedEventLoopGroup.currentEventLoop === loop } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(loops == Array(repeating: true, count: 20))
    }
  }

  @Test("an actor's part of it, too, is done there")
  func actors() async {
    actor Place {
      var isOnLoop: Bool { MultiThreadedEventLoopGroup.currentEventLoop != nil }
    }
    let place = Place()
    await withTaskExecutorPreference(NetworkExecutor.shared) {
      #expect(MultiThreadedEventLoopGroup.currentEventLoop != nil)
      #expect(await place.isOnLoop)
    }
  }
}
