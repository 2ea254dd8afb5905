import ArgumentParser
import Foundation
import Logging
import Logs
import PartnerLink
import Secrets
import Settings
import SigningService

/// `warifu-signer`: exit codes 0 ended as asked, 2 usage or configuration, 70 broken while running.
struct SignerProgram: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "warifu-signer",
    abstract: "Signs declarations with the TLS keys of this machine's web servers.",
    discussion: """
      It holds the private keys, and signs only for the hosts and relationships that its own file names. The agent \
      (warifud) asks it over a Unix socket.
      """,
    version: ProductVersion.current)

  @Option(help: "The configuration.")
  var config = "/etc/warifu/signer.yaml"

  @Flag(help: "Read the configuration and the key files, say what is wrong with them, and end.")
  var check = false

  struct Failure: Error {
    let message: String
    let exitCode: Int32
  }

  func run() async throws {
    try await NetworkExecutor.serve { try await self.serve() }
  }

  private func serve() async throws {
    CoreDumps.forbid()
    let logger = Logger(label: "warifu-signer") { LineLog(label: $0) }
    let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
    let settings = try self.configured { try SignerSettings.load(self.config) }
    if self.check { return try self.report(settings, logger, now) }

    let signer = CurrentSigner(try self.configured { try SigningAgent(settings, logger: logger, now: now) })
    signer.value.reportKeyFiles()
    let remote = try self.configured { try settings.listener?.server(for: signer, logger: logger, now: now) }
    let server = try self.configured {
      try SigningServer(signer, settings: settings, remote: remote, logger: logger)
    }
    let reload = SignerReload(
      configuration: self.config, started: settings, signer: signer, remote: remote, logger: logger, now: now)
    let signals = [
      Self.on(SIGTERM, SIGINT) {
        logger.info("Ending")
        server.close()
      }, Self.on(SIGHUP) { reload.run() },
    ].flatMap(\.self)
    do {
      defer { signals.forEach { $0.cancel() } }
      try await server.run()
    } catch let error as PartnerLinkError {
      throw Failure(message: "\(error)", exitCode: 2)
    } catch {
      throw Failure(message: "broken while running: \(error)", exitCode: 70)
    }
  }

  private static func on(_ numbers: Int32..., do work: @escaping @Sendable () -> Void) -> [any DispatchSourceSignal] {
    numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler(handler: work)
      source.resume()
      return source
    }
  }

  private func report(_ settings: SignerSettings, _ logger: Logger, _ now: @escaping @Sendable () -> Int64) throws {
    let problems = settings.fileProblems(now: now())
    guard problems.isEmpty else {
      throw Failure(message: problems.map(\.description).joined(separator: "\nwarifu-signer: "), exitCode: 2)
    }
    // The log must be writable, and the listener's TLS must accept its identity.
    let signer = CurrentSigner(try self.configured { try SigningAgent(settings, logger: logger, now: now) })
    _ = try self.configured { try settings.listener?.server(for: signer, logger: logger, now: now) }
    let count = settings.hosts.count
    print("\(self.config): good, \(count) \(count == 1 ? "host" : "hosts").")
  }

  private func configured<Value>(_ make: () throws -> Value) throws -> Value {
    do {
      return try make()
    } catch {
      throw Failure(message: "\(error)", exitCode: 2)
    }
  }
}
