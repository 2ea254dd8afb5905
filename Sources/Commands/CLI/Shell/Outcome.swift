/// What a program's exit code says; the same for every command.
package enum Outcome: Int32, Sendable {
  case good = 0
  /// Refused, or failed.
  case failed = 1
  /// The command line or a configuration file is wrong.
  case usage = 2
  /// A warning; nothing is declared.
  case warning = 3
  /// Bogus; malformed, where records are only looked at.
  case malformed = 4
  /// It could not be found out.
  case unknown = 5
  case insecure = 6
  /// A fault of the program itself.
  case `internal` = 70
  case interrupted = 130

  /// ArgumentParser's own codes: 64 is a wrong command line, everything else but 0 a fault of ours.
  init(argumentParser code: Int32) {
    switch code {
    case 0: self = .good
    case 64: self = .usage
    default: self = .internal
    }
  }
}
