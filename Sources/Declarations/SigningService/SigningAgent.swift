import Declarations
package import Logging
import Logs
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
  private let pause: @Sendable (Duration) async throws -> Void
  /// By the word for the refusal, so that many of one kind do not hide another.
  private let refusals: LineGate<String>

  /// - Parameters:
  ///   - now: Unix seconds.
  ///   - clock: what the rate is measured by.
  ///   - pause: how to wait for one's turn.
  package init(
    _ settings: SignerSettings, logger: Logger, now: @escaping @Sendable () -> Int64,
    clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) throws(SigningLogError) {
    self.policy = SigningPolicy(hosts: settings.hosts, limits: settings.limits)
    let log = try SigningLog(settings.log)
    self.log = log
    self.rate = Mutex(RateGate(rate: settings.limits.rate, now: clock()))
    self.logger = logger
    self.now = now
    self.clock = clock
    self.pause = pause
    self.refusals = LineGate(clock: clock, pause: pause) { code, count in
      // Whatever keeps it from being written is told where the signature that is asked for next is refused.
      try? log.write(SigningLogLine(leftOut: count, code: code, now: now()))
    }
  }

  package var maximumValidity: Int64 { self.policy.limits.maximumValidity }

  /// Says at the start what is wrong with the key files, above all for which hosts nothing can be signed.
  package func reportKeyFiles() {
    for problem in self.folder.problems(of: self.policy.hosts.values, now: self.now()) {
      self.logger.warning("Something is wrong with a key file", metadata: ["reason": "\(problem)"])
    }
    for host in self.policy.hosts.values.sorted(by: { $0.name < $1.name }) where self.folder.keys(of: host).keys.isEmpty
    {
      self.logger.error(
        "NOTHING CAN BE SIGNED for a host: it has no usable private key. Put one there; no restart is needed.",
        metadata: ["host": "\(host.name)", "keys": "\(host.keyPaths.map(\.path).joined(separator: ", "))"])
    }
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
      try self.note(error) { SigningLogLine(host: host, caller: caller, now: $0, refusal: error) }
      throw error
    }
  }

  /// Composes the statement, logs it, and signs it. Who asks faster than the rate limit waits for up to a second.
  package func sign(
    _ request: SigningRequest, caller: SignerCaller
  ) async throws(SigningRefusal) -> (algorithm: SignatureAlgorithm, signature: [UInt8]) {
    do throws(SigningRefusal) {
      let (statement, key) = try self.statement(request)
      try await self.waitForTurn()
      try self.write(
        SigningLogLine(request, caller: caller, now: self.now(), algorithm: statement.algorithm, refusal: nil))
      return (statement.algorithm, try await Self.signature(of: statement, by: key))
    } catch {
      if error.code != SigningRefusal.Code.logUnwritable.rawValue {
        try self.note(error) { SigningLogLine(request, caller: caller, now: $0, algorithm: nil, refusal: error) }
      }
      throw error
    }
  }

  /// What may be signed, and with what. A request that is refused here takes nobody's turn.
  private func statement(_ request: SigningRequest) throws(SigningRefusal) -> (Statement, PrivateKey) {
    let fields = try SigningFields(request)
    let host = try self.policy.judge(fields, now: self.now())
    guard let held = try self.usable(host).first(where: { $0.key.publicKey.digest == fields.key }) else {
      throw SigningRefusal(
        .unknownKey, "no key \(KeyTag(of: fields.key)) is held for \(host.name)",
        next: "Ask which keys there are; the file may have been exchanged.")
    }
    try self.policy.judge(fields, certificateExpires: held.certificateExpires)
    do {
      let statement = try Statement(
        origin: fields.origin, destination: fields.destination, signer: fields.signer,
        algorithm: held.key.publicKey.algorithm, notBefore: fields.notBefore, expires: fields.expires,
        signerKey: fields.key, targetKeys: fields.targetKeys)
      return (statement, held.key)
    } catch {
      throw SigningRefusal(.malformedRequest, "\(error)")
    }
  }

  /// Signatures that take long are made where no connection waits for them.
  private static func signature(
    of statement: Statement, by key: PrivateKey
  ) async throws(SigningRefusal) -> [UInt8] {
    switch statement.algorithm {
    case .es256, .edDSA: try self.sign(statement, with: key)
    case .ps256, .es384:
      try await withTaskExecutorPreference(globalConcurrentExecutor) { () throws(SigningRefusal) in
        try self.sign(statement, with: key)
      }
    }
  }

  private static func sign(_ statement: Statement, with key: PrivateKey) throws(SigningRefusal) -> [UInt8] {
    do {
      return try key.sign(statement.signedOctets)
    } catch {
      throw SigningRefusal(.noUsableKey, "the key \(KeyTag(of: key.publicKey.digest)) does not sign: \(error)")
    }
  }

  private func waitForTurn() async throws(SigningRefusal) {
    guard let wait = self.rate.withLock({ $0.pass(now: self.clock()) }) else {
      throw SigningRefusal(
        .rateExceeded, "more than \(self.policy.limits.rate) signatures a second were asked for",
        next: "Ask again in a second, or raise `rateLimit` in signer.yaml.")
    }
    guard wait > .zero else { return }
    do {
      try await self.pause(wait)
    } catch {
      // Whoever left gets no signature ahead of its turn.
      throw SigningRefusal(.rateExceeded, "the caller left while it waited for its turn")
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

  /// Writes a refusal down, unless there were many of its kind just now.
  private func note(_ refusal: SigningRefusal, _ line: (Int64) -> SigningLogLine) throws(SigningRefusal) {
    if self.refusals.lets(refusal.code) { try self.write(line(self.now())) }
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
