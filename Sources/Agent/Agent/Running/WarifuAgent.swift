import AgentControl
import AgentStore
import Declarations
import Foundation
package import Logging
import Monitoring
import PartnerLink
import Relationships
import ServiceLifecycle
import Settings
import TLSKeys

/// `warifud` put together: the store and the control socket, which last as long as the process, and one ``AgentTerm`` after
/// the other, each for the configuration that holds then.
///
/// A new configuration is read and put together whole before the old one is left, so that a mistake in it changes nothing;
/// one under which the agent cannot listen is left again. The process is not replaced (`execv`) for that: it would give up
/// the control socket before it can know that the new one will stand, and would run whatever program file is there now.
package struct WarifuAgent: Service {
  private let opened: OpenedStore
  private let current: CurrentTerm
  private let control: ControlServer
  private let board = MonitorBoard()
  private let startedAt: Int64
  private let logger: Logger
  private let now: @Sendable () -> Int64

  /// Opens the store and the control socket; nobody is served yet.
  ///
  /// - Parameter now: Unix seconds.
  package init(
    _ configuration: AgentConfiguration, logger: Logger,
    now: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
  ) throws {
    self.opened = try OpenedStore(configuration, logger: logger)
    self.startedAt = now()
    self.current = CurrentTerm(
      try AgentTerm(
        configuration, opened: self.opened, board: self.board, startedAt: self.startedAt, logger: logger, now: now))
    self.control = try ControlServer(
      path: configuration.socket,
      handler: ControlDesk(current: self.current, board: self.board, startedAt: self.startedAt, now: now),
      logger: logger)
    self.logger = logger
    self.now = now
  }

  /// Serves until the process is asked to stop; then lets calls end.
  package func run() async throws {
    self.say("Running", self.current.value.configuration)
    try await withGracefulShutdownHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await self.opened.run() }
        // Who lists ten thousand relationships shall not keep partners waiting.
        group.addTask(executorPreference: globalConcurrentExecutor) { try await self.control.run() }
        group.addTask { try await self.serve() }
        for try await _ in group {}
      }
    } onGracefulShutdown: {
      self.stop()
    }
    self.logger.info("Stopped")
  }

  /// Lets calls end, then lets ``run()`` return.
  package func stop() {
    self.control.stop()
    self.opened.close()
    self.current.stop()
  }

  /// Reads the configuration anew, and goes on with it if it is good. What is wrong with it is logged.
  package func reload() {
    let old = self.current.value.configuration
    do {
      var configuration = try AgentConfiguration.load(old.file, now: self.now())
      for (key, isOther) in [
        ("socket", configuration.socket != old.socket), ("state", configuration.state != old.state),
        ("store", configuration.store.place != old.store.place),
      ]
      where isOther {
        self.logger.warning("A change takes effect at the next restart only", metadata: ["key": "\(key)"])
      }
      for warning in configuration.warnings { self.logger.warning("\(warning)") }
      configuration.socket = old.socket
      configuration.state = old.state
      configuration.store = old.store
      self.current.replace(by: try self.term(configuration))
    } catch let error as SettingsError {
      self.logger.error(
        "The new configuration is not used; the old one stays",
        metadata: [
          "file": "\(error.file)", "line": "\(error.line.map(String.init) ?? "none")", "key": "\(error.key)",
          "problem": "\(error.problem)", "next": "\(error.next)",
        ])
    } catch {
      self.logger.error("The new configuration is not used; the old one stays", metadata: ["problem": "\(error)"])
    }
  }

  private func term(_ configuration: AgentConfiguration) throws -> AgentTerm {
    try AgentTerm(
      configuration, opened: self.opened, board: self.board, startedAt: self.startedAt, logger: self.logger,
      now: self.now)
  }

  /// One term after the other. One that cannot even begin gives way to another of the configuration before.
  private func serve() async throws {
    var before: AgentConfiguration?
    while true {
      let term = self.current.value
      do {
        try await term.run()
      } catch {
        if !term.hasEnded {
          guard let last = before, !term.hasServed else { throw error }
          self.logger.error(
            "The new configuration cannot be served; the old one is taken again", metadata: ["problem": "\(error)"])
          before = nil
          self.current.fallBack(to: try self.term(last))
          continue
        }
        self.logger.info("The old configuration is left", metadata: ["reason": "\(error)"])
      }
      before = term.configuration
      guard let next = self.current.advance() else { return }
      self.say("Reloaded", next.configuration)
    }
  }

  private func say(_ what: Logger.Message, _ configuration: AgentConfiguration) {
    self.logger.info(
      what,
      metadata: [
        "organization": "\(configuration.organization)", "pin": "\(configuration.identity.pin.base64URL)",
        "socket": "\(configuration.socket)", "hosts": "\(configuration.hosts.map(\.name.description))",
        "partners": "\(configuration.partners.map(\.name))",
      ])
  }
}
