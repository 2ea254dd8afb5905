import ArgumentParser
import Settings

/// A span of time as a person writes it: `2` and `1.5` are seconds, `500ms` and `2s` say so.
struct Seconds: ExpressibleByArgument, Hashable, Sendable {
  let duration: Duration

  static let range: ClosedRange<Duration> = .milliseconds(10)...(.seconds(300))

  init(_ duration: Duration) {
    self.duration = duration
  }

  init?(argument: String) {
    let plain = argument.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") } ? Double(argument) : nil
    guard let duration = Duration(written: argument) ?? plain.map({ .seconds(min($0, 1_000_000)) }),
      Self.range.contains(duration)
    else { return nil }
    self.duration = duration
  }

  var defaultValueDescription: String { self.duration.written }
}
