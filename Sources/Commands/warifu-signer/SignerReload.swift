import Logging
import PartnerLink
import Settings
import SigningService

/// What the signing agent does on SIGHUP: it reads its file anew, and opens its log anew. Key files it reads anew by itself.
struct SignerReload: Sendable {
  let configuration: String
  /// As it was at the start.
  let started: SignerSettings
  let signer: CurrentSigner
  let remote: PartnerServer?
  let logger: Logger
  /// Unix seconds.
  let now: @Sendable () -> Int64

  /// Takes the file over if it is good; what is wrong with it is logged, and the old one stays.
  func run() {
    do {
      let settings = try SignerSettings.load(self.configuration)
      let agents = try settings.listener?.agents()
      let agent = try SigningAgent(settings, logger: self.logger, now: self.now)
      for key in settings.changesForRestart(since: self.started) {
        self.logger.warning("A change takes effect at the next restart only", metadata: ["key": "\(key)"])
      }
      self.signer.replace(by: agent)
      if let remote, let agents { remote.roster.replace(with: [agents]) }
      agent.reportKeyFiles()
      self.logger.info("Reloaded", metadata: ["hosts": "\(settings.hosts.map { "\($0.name)" })"])
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
}
