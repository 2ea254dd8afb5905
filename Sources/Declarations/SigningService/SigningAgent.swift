import Declarations
package import Logging
import Synchronization
package import TLSKeys

/// Holds the web servers' keys and signs declaration statements with them: only what it composed itself from typed
/// fields, only for the hosts and relationships of its own file, only within its limits, and never without a line in
/// its log.
package final class SigningAgent: Sendable {
  private let policy: SigningPolicy
  private let folder = KeyFolder()
  private let log: SigningLog
  private let rate: Mutex<RateGate>
  private let told = Mutex<Set<KeyFileProblem>>([])
  private let logger: Logger
  private let now: @Sendable () -> Int64
  private let clock: @Sendable () -> ContinuousClock.Instant

  /// - Parameters:
  ///   - now: Unix seconds.
  ///   - clock: what the rate is measured by.
  package init(
    _ settings: SignerSettings, logger: Logger, now: @escaping @Sendable () -> Int64,
    clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) throws(SigningLogError) {
    self.policy = SigningPolicy(hosts: settings.hosts, limits: settings.limits)
    self.log = try SigningLog(settings.log)
    self.rate = Mutex(RateGate(rate: settings.limits.rate, now: clock()))
    self.logger = logger
    self.now = now
    self.clock = clock
  }

  package var maximumValidity: Int64 { self.policy.limits.maximumValidity }

  /// What is wrong with the key files of all hosts, for `--check` and the start.
  package func keyFileProblems() -> [KeyFileProblem] {
    self.folder.problems(of: self.policy.hosts.values)
  }

  /// The public keys held for a host.
  package func keys(of host: String, caller: SignerCaller) throws(SigningRefusal) -> [SignerKey] {
    do throws(SigningRefusal) {
      let name: HostName
      do {
        name = try HostName(host)
      } catch {
        throw SigningRefusal(.malformedRequest, "no host name was given: \(error)")
      }
      return try self.usable(try self.policy.host(name)).map(\.known)
    } catch {
      try self.write(SigningLogLine(host: host, caller: caller, now: self.now(), refusal: error))
      throw error
    }
  }

  /// Composes the statement, logs it, and signs it.
  package func sign(
    _ request: SigningRequest, caller: SignerCaller
  ) throws(SigningRefusal) -> (algorithm: SignatureAlgorithm, signature: [UInt8]) {
    let now = self.now()
    do throws(SigningRefusal) {
      guard self.rate.withLock({ $0.pass(now: self.clock()) }) else {
        throw SigningRefusal(
          .rateExceeded, "more than \(self.policy.limits.rate) signatures a second were asked for",
          next: "Ask again in a second, or raise `rateLimit` in signer.yaml.")
      }
      let (algorithm, signature) = try self.signature(request, now: now)
      try self.write(
        SigningLogLine(request, caller: caller, now: now, algorithm: algorithm, refusal: nil))
      return (algorithm, signature)
    } catch {
      if error.code != SigningRefusal.Code.logUnwritable.rawValue {
        try self.write(SigningLogLine(request, caller: caller, now: now, algorithm: nil, refusal: error))
      }
      throw error
    }
  }

  private func signature(
    _ request: SigningRequest, now: Int64
  ) throws(SigningRefusal) -> (SignatureAlgorithm, [UInt8]) {
    let fields = try SigningFields(request)
    let host = try self.policy.judge(fields, now: now)
    guard let held = try self.usable(host).first(where: { $0.key.publicKey.digest == fields.key }) else {
      throw SigningRefusal(
        .unknownKey, "no key \(KeyTag(of: fields.key)) is held for \(host.name)",
        next: "Ask which keys there are; the file may have been exchanged.")
    }
    try self.policy.judge(fields, certificateExpires: held.certificateExpires)
    let key = held.key
    do {
      let statement = try Statement(
        origin: fields.origin, destination: fields.destination, signer: fields.signer,
        algorithm: key.publicKey.algorithm, notBefore: fields.notBefore, expires: fields.expires,
        signerKey: fields.key, targetKeys: fields.targetKeys)
      return (statement.algorithm, try key.sign(statement.signedOctets))
    } catch {
      throw SigningRefusal(.malformedRequest, "\(error)")
    }
  }

  private func usable(_ host: SignerHost) throws(SigningRefusal) -> [KeyFolder.Held] {
    let (keys, problems) = self.folder.keys(of: host)
    let new = self.told.withLock { told in
      let new = problems.filter { !told.contains($0) }
      told.formUnion(new)
      return new
    }
    for problem in new { self.logger.warning("A key file is not used", metadata: ["reason": "\(problem)"]) }
    guard !keys.isEmpty else {
      let first = problems.first?.description ?? "there is no file"
      throw SigningRefusal(.noUsableKey, "no key of \(host.name) can be used: \(first)")
    }
    return keys
  }

  private func write(_ line: SigningLogLine) throws(SigningRefusal) {
    do {
      try self.log.write(line)
    } catch {
      self.logger.error("Nothing is signed", metadata: ["reason": "\(error)"])
      throw SigningRefusal(
        .logUnwritable, "the signing agent cannot write its log, and signs nothing without",
        next: "See the signing agent's own messages.")
    }
  }
}
