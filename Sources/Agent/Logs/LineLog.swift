import Foundation
package import Logging
import Synchronization

/// Logs to standard error: a line for a person where that is a terminal, else one JSON object a line.
package struct LineLog: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var logLevel: Logger.Level
  private let label: String
  private let isForPeople: Bool
  private static let output = Mutex(())

  package init(label: String, level: Logger.Level = .info, isForPeople: Bool = isatty(STDERR_FILENO) == 1) {
    self.label = label
    self.logLevel = level
    self.isForPeople = isForPeople
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { self.metadata[key] }
    set { self.metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let fields = self.metadata.merging(event.metadata ?? [:]) { $1 }
    let line = self.isForPeople ? self.text(event, fields) : self.json(event, fields)
    Self.output.withLock { _ in FileHandle.standardError.write(Data((line + "\n").utf8)) }
  }

  private func text(_ event: LogEvent, _ fields: Logger.Metadata) -> String {
    let details = fields.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    return "\(Self.time()) \(event.level) \(event.message)\(details)".printable
  }

  private func json(_ event: LogEvent, _ fields: Logger.Metadata) -> String {
    var object = [
      "time": Self.time(), "level": "\(event.level)", "program": self.label, "message": "\(event.message)".printable,
    ]
    for (key, value) in fields { object[key] = "\(value)".printable }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(object)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  private static func time() -> String {
    Date.now.formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted))
  }
}
