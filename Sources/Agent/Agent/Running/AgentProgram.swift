import AgentControl
import AgentStore
import Foundation
import Logging
import Logs
import Monitoring
import PartnerLink
import Secrets
import ServiceLifecycle
import Settings
import UnixSignals

/// What `warifud` does once its arguments are read.
package enum AgentProgram {
  /// `$WARIFU_CONFIG`, or the usual place.
  package static var standardConfiguration: String {
    ProcessInfo.processInfo.environment["WARIFU_CONFIG"] ?? AgentConfiguration.standardPath
  }

  /// - Returns: the exit code: 0; 2 when the configuration or what it names cannot be used; 70 when it broke down.
  package static func run(configuration path: String, checkOnly: Bool) async -> Int32 {
    await NetworkExecutor.serve { await self.serve(path, checkOnly: checkOnly) }
  }

  private static func serve(_ path: String, checkOnly: Bool) async -> Int32 {
    CoreDumps.forbid()
    let level = ProcessInfo.processInfo.environment["WARIFU_LOG"].flatMap(Logger.Level.init(rawValue:)) ?? .info
    LoggingSystem.bootstrap { label in LineLog(label: label, level: level) }
    let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
    // Before anything that takes time: until then it would end the process.
    let hangUps = await UnixSignalsSequence(trapping: .sighup)
    let configuration: AgentConfiguration
    do {
      configuration = try AgentConfiguration.load(path, now: now())
    } catch {
      Self.complain("\(error)")
      return 2
    }
    if checkOnly {
      for warning in configuration.warnings { Self.complain("warning: \(warning)") }
      print("\(path): good")
      return 0
    }
    let logger = Logger(label: "warifud")
    for warning in configuration.warnings { logger.warning("\(warning)") }
    let agent: WarifuAgent
    do {
      agent = try WarifuAgent(configuration, logger: logger, now: now)
    } catch {
      Self.complain("\(error)")
      return 2
    }
    var group = ServiceGroupConfiguration(
      services: [.init(service: agent, successTerminationBehavior: .gracefullyShutdownGroup)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    group.maximumGracefulShutdownDuration = .seconds(10)
    let reloads = Task { for await _ in hangUps { agent.reload() } }
    defer { reloads.cancel() }
    do {
      try await ServiceGroup(configuration: group).run()
      return 0
    } catch {
      Self.complain("\(error)")
      return error is PartnerLinkError || error is StoreError || error is MonitorError ? 2 : 70
    }
  }

  private static func complain(_ text: String) {
    FileHandle.standardError.write(Data("warifud: \(text)\n".utf8))
  }
}
