import Foundation
import Logging
import Synchronization
import TLSKeys
import Testing

@testable import PartnerLink

@Suite("The log of who was refused")
struct RefusalLogTests {
  /// The lines as text.
  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
  }

  private struct Handler: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { self.metadata[key] }
      set { self.metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let fields = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      self.lines.all.withLock { $0.append("\(event.message) \(fields.joined(separator: " "))") }
    }
  }

  @Test("has ten lines a minute about strangers and says how many more there were; partners are written apart")
  func throttled() async throws {
    let lines = Lines()
    let (minute, isOver) = AsyncStream.makeStream(of: Never.self)
    let log = RefusalLog(Logger(label: "test") { _ in Handler(lines: lines) }, pause: { _ in for await _ in minute {} })
    let partner = KeyDigest(spkiDER: [1])
    for number in 0..<500 {
      log.note(
        PeerTrouble(from: "192.0.2.\(number % 256)", trouble: .unknownPin(KeyDigest(spkiDER: [UInt8(number % 256)]))))
    }
    log.note(PeerTrouble(from: "198.51.100.1", pin: partner, trouble: .tooManyCalls(limit: 16)))
    #expect(lines.all.withLock { $0.count } == 11)
    #expect(lines.all.withLock { $0.last }?.contains("code=tooManyCalls") == true)
    isOver.finish()
    try await poll("the rest is told of") { lines.all.withLock { $0.count } == 12 }
    #expect(lines.all.withLock { $0.last } == "More refusals were left out of the log count=490 of=strangers")
  }
}
