/// A program that could not be started, ended too early, or did not become ready.
package enum ProcessError: Error, Equatable, CustomStringConvertible {
  /// No such program in the places looked at.
  case notFound(program: String)
  /// The operating system refused to start it; `errno`'s text.
  case notStarted(program: String, reason: String)
  /// It ended before it was ready; the last lines of its output.
  case endedEarly(program: String, status: ExitStatus, output: String)
  /// It did not become ready before the deadline; the last lines of its output.
  case notReady(program: String, output: String)
  /// A command that should have succeeded did not.
  case failed(program: String, status: ExitStatus, output: String)

  package var description: String {
    switch self {
    case .notFound(let program):
      "\(program) is not installed (looked in PATH, /usr/sbin, /usr/local/sbin, /sbin and /usr/libexec)"
    case .notStarted(let program, let reason): "\(program) could not be started: \(reason)"
    case .endedEarly(let program, let status, let output): "\(program) ended before it was ready (\(status)): \(output)"
    case .notReady(let program, let output): "\(program) did not become ready in time: \(output)"
    case .failed(let program, let status, let output): "\(program) failed (\(status)): \(output)"
    }
  }
}
