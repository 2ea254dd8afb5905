import ArgumentParser
import Foundation

/// A point in time as an argument: `2026-03-07T01:04:33Z`, or Unix seconds.
struct GivenTime: Hashable, Sendable {
  /// Unix seconds.
  let seconds: Int64

  /// The end of the year 9999, beyond which RFC 3339 has no form.
  private static let latest: Int64 = 253_402_300_799

  init(argument: String) throws {
    if let seconds = Int64(argument), 0...Self.latest ~= seconds {
      self.seconds = seconds
      return
    }
    // What Foundation takes for a time is written again, so that the thirtieth of February is none.
    guard let date = try? Date(argument, strategy: .iso8601),
      Moment.text(Int64(date.timeIntervalSince1970)) == argument
    else {
      throw ValidationError("Write it in UTC, as 2026-03-07T01:04:33Z, or as Unix seconds.")
    }
    self.seconds = Int64(date.timeIntervalSince1970)
  }
}
