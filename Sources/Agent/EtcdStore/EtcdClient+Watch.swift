import Foundation
import GRPCCore
import Rpc
import SwiftProtobuf
import Synchronization

extension EtcdClient {
  enum Heard: Sendable {
    /// From here on nothing is missed; what was before may have been.
    case began
    case events([Etcdserverpb_Event])
  }

  /// Tells of every change in a range, until the task is cancelled. A connection that breaks is made again, to the next
  /// member, from where it broke.
  func watch(_ range: KeyRange, _ heard: @escaping @Sendable (Heard) -> Void) async {
    let next = Mutex<Int64>(0)
    while !Task.isCancelled {
      let (number, connection) = self.current
      do {
        try await Self.watchOnce(connection, range, from: next.withLock { $0 }) { message in
          // A start that is no longer kept, or anything else for which the member ends the watch: begin anew.
          if message.canceled {
            next.withLock { $0 = 0 }
            return
          }
          if message.created, next.withLock({ $0 }) == 0 { heard(.began) }
          next.withLock { $0 = max($0, message.header.revision + 1) }
          if !message.events.isEmpty { heard(.events(message.events)) }
        }
      } catch {
        if case .refused = EtcdError(error) { next.withLock { $0 = 0 } }
      }
      self.leave(number)
      try? await Task.sleep(for: self.limits.pause)
    }
  }

  private static func watchOnce(
    _ connection: Connection, _ range: KeyRange, from revision: Int64,
    _ heard: @escaping @Sendable (Etcdserverpb_WatchResponse) -> Void
  ) async throws {
    let request = Etcdserverpb_WatchRequest.with {
      $0.createRequest = .with {
        $0.key = Data(range.first)
        $0.rangeEnd = Data(range.end)
        $0.startRevision = revision
      }
    }
    try await Etcdserverpb_Watch.Client(wrapping: connection).watch(
      metadata: Self.withLeaderOnly,
      requestProducer: { writer in
        try await writer.write(request)
        // The stream lasts as long as its request does.
        while !Task.isCancelled { try await Task.sleep(for: .seconds(3600)) }
      },
      onResponse: { response in
        for try await message in response.messages {
          heard(message)
          if message.canceled { return }
        }
      })
  }
}
