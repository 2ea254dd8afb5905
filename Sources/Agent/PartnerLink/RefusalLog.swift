import Logging
import Logs
import TLSKeys

/// Writes down who was refused, and only counts what one partner, or all strangers together, bring about beyond ten lines a
/// minute: a log must not be filled by whoever can reach the port.
struct RefusalLog: Sendable {
  private let logger: Logger
  private let gate: LineGate<KeyDigest?>

  init(
    _ logger: Logger, pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.logger = logger
    self.gate = LineGate(pause: pause) { pin, count in
      logger.warning(
        "More refusals were left out of the log",
        metadata: ["count": "\(count)", "of": "\(pin.map { "the partner with pin \($0)" } ?? "strangers")"])
    }
  }

  func note(_ refusal: PeerTrouble) {
    guard self.gate.lets(refusal.pin) else { return }
    self.logger.log(
      level: refusal.trouble.showedAKey ? .warning : .info, "A peer was refused",
      metadata: ["from": "\(refusal.from)", "code": "\(refusal.trouble.code)", "reason": "it \(refusal.trouble)"])
  }
}
