package import Logging
package import Logs

/// Where events go: each to the log, the webhook and the counters, as far as there are any.
package struct EventOutlets: Sendable {
  private let log: LineFile?
  private let webhook: Webhook?
  private let board: MonitorBoard
  private let logger: Logger
  private let gate: LineGate<String>

  /// - Parameter log: a file of JSON lines.
  package init(log: LineFile?, webhook: Webhook?, board: MonitorBoard, logger: Logger) {
    self.log = log
    self.webhook = webhook
    self.board = board
    self.logger = logger
    self.gate = LineGate { _, count in
      logger.error("Events could not be written to the event log", metadata: ["leftOut": "\(count)"])
    }
  }

  /// The usual mode of the log: readable by those who watch.
  package static let logMode: UInt32 = 0o640

  package func tell(_ event: MonitorEvent) {
    self.board.count(event)
    self.webhook?.offer(event)
    do throws(LineFileError) {
      try self.log?.write(event.line)
    } catch {
      guard self.gate.lets("log") else { return }
      self.logger.error("An event could not be written to the event log", metadata: ["problem": "\(error)"])
    }
  }
}
