import Foundation

/// Finds installed programs.
package enum Program {
  private static let usualFolders = [
    "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/libexec",
  ]

  /// The path of an executable: `name` itself if it contains a slash, else searched in `PATH` and then in the folders
  /// of system daemons, which an ordinary user's `PATH` lacks. `nil` when it is not installed.
  package static func find(_ name: String) -> String? {
    if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
    let searched = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return (searched + usualFolders).lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// As `find`, but a missing program is an error that names it.
  package static func path(of name: String) throws(ProcessError) -> String {
    guard let path = find(name) else { throw .notFound(program: name) }
    return path
  }

  /// Whether all of them are installed: for `.enabled(if:)` of tests.
  package static func areInstalled(_ names: String...) -> Bool { names.allSatisfy { find($0) != nil } }
}
