/// How much a finding matters.
package enum Severity: String, CaseIterable, Encodable, Sendable {
  /// Looked at, and as it should be.
  case pass
  /// Worth knowing; nothing needs to be done.
  case info
  /// It works, but not well, or not for long.
  case warning
  /// It does not work, or does not protect.
  case failure
  /// It could not be tested. Never shown as a failure, and never as a pass.
  case unknown
}

extension Severity {
  /// The order in which findings of one subject are shown: what needs attention comes first.
  package var rank: Int {
    switch self {
    case .failure: 0
    case .warning: 1
    case .unknown: 2
    case .info: 3
    case .pass: 4
    }
  }
}
