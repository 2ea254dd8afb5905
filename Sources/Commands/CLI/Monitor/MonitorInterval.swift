import ArgumentParser
import Settings

/// How often `warifu monitor` looks, as a person writes it: `60` is seconds, `5m` says so.
struct MonitorInterval: ExpressibleByArgument, Hashable, Sendable {
  let duration: Duration

  static let range: ClosedRange<Duration> = .seconds(1)...(.seconds(86_400))

  init?(argument: String) {
    let plain = argument.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(argument) : nil
    guard let duration = Duration(written: argument) ?? plain.map({ .seconds(min($0, 1_000_000)) }),
      Self.range.contains(duration)
    else { return nil }
    self.duration = duration
  }
}
