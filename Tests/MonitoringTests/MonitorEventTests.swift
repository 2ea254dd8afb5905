import Foundation
import Loopback
import Logs
import Logging
import Monitoring
import Testing

@Suite("The event log")
struct MonitorEventTests {
  static let all: [MonitorEvent] = [
    .init(
      at: Looks.now,
      .relationshipEstablished(
        .init(origin: "a.test", destination: "b.test", partner: "b", generation: 1, validUntil: Looks.now + 60))),
    .init(
      at: Looks.now,
      .relationshipRenewed(
        .init(origin: "a.test", destination: "b.test", partner: nil, generation: 2, validUntil: Looks.now + 60))),
    .init(
      at: Looks.now,
      .relationshipFailed(
        .init(
          origin: "a.test", destination: "b.test", partner: "b", code: "refused", message: "no \"way\"\n", renewal: true
        ))),
    .init(
      at: Looks.now,
      .relationshipWithdrawn(
        .init(origin: "a.test", destination: "b.test", partner: "b", generation: 1, validUntil: nil))),
    .init(
      at: Looks.now,
      .serverDiffers(.init(origin: "a.test", destination: "b.test", server: "192.0.2.1:53", state: .missing))),
    .init(
      at: Looks.now, .serverRecovered(.init(origin: "a.test", destination: "b.test", server: "[::1]:53", state: .right))
    ),
    .init(
      at: Looks.now,
      .expirySoon(.init(Expiry(.certificate, of: "a.test", at: Looks.now + 60, margin: 60)))),
  ]

  @Test("has one flat JSON object a line, which reads back as the same event", arguments: Self.all)
  func lines(event: MonitorEvent) throws {
    let line = event.line
    #expect(!line.contains(0x0A))
    #expect(try JSONDecoder().decode(MonitorEvent.self, from: Data(line)) == event)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    #expect(object["schema"] as? Int == 1)
    #expect(object["time"] as? String == "2026-09-21T14:13:20Z")
    #expect(object["event"] as? String == event.what.name)
    #expect(object.values.allSatisfy { !($0 is [String: Any]) && !($0 is [Any]) })
  }

  @Test("of another schema or an event that is not known is refused by those who read it")
  func unknown() {
    for text in [
      #"{"schema":2,"time":"2026-09-21T14:13:20Z","event":"serverDiffers","origin":"a","destination":"b","server":"c","state":"missing"}"#,
      #"{"schema":1,"time":"2026-09-21T14:13:20Z","event":"surprise"}"#,
      #"{"schema":1,"time":"yesterday","event":"serverDiffers","origin":"a","destination":"b","server":"c","state":"missing"}"#,
    ] {
      #expect(throws: DecodingError.self) { try JSONDecoder().decode(MonitorEvent.self, from: Data(text.utf8)) }
    }
  }

  @Test("is readable by a group and no others, is appended to, and begins anew where it was rotated away")
  func file() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("events.log")
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let outlets = EventOutlets(
      log: try LineFile(path, mode: EventOutlets.logMode), webhook: nil, board: MonitorBoard(), logger: logger)
    for event in Self.all { outlets.tell(event) }
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o640)
    #expect(try folder.read("events.log").split(separator: "\n").count == Self.all.count)
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    outlets.tell(Self.all[0])
    #expect(try folder.read("events.log").split(separator: "\n").count == 1)
    #expect(try folder.read("events.log.1").split(separator: "\n").count == Self.all.count)
    let again = EventOutlets(
      log: try LineFile(path, mode: EventOutlets.logMode), webhook: nil, board: MonitorBoard(), logger: logger)
    again.tell(Self.all[1])
    #expect(try folder.read("events.log").split(separator: "\n").count == 2)
    folder.close()
  }

  @Test("that everybody may read is refused, with the command that helps")
  func open() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("", to: "events.log", mode: 0o644)
    let error = #expect(throws: LineFileError.self) { try LineFile(path, mode: EventOutlets.logMode) }
    #expect(error?.description.contains("chmod 640 \(path)") == true)
    folder.close()
  }
}
