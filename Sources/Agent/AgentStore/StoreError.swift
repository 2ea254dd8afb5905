/// Why the store could not be opened, read or written.
package enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Others than its owner may get at the folder or the file.
  case exposed(path: String, mode: String)
  case notOurs(path: String)
  /// It was written by a newer Warifu; the migrations unknown here.
  case newerSchema(path: String, migrations: [String])
  /// Another process has it open.
  case inUse(path: String)
  /// Not an agent's store, or a damaged one.
  case notAStore(path: String)
  case unreadableRow(path: String, subject: String, column: String)
  case failed(path: String, reason: String)

  package var description: String {
    switch self {
    case .exposed(let path, let mode):
      "others may get at \(path) (mode \(mode)): it must be its owner's alone. Run: chmod go-rwx \(path)"
    case .notOurs(let path):
      "\(path) belongs to another user. Run the agent as that user, or give it another state folder"
    case .newerSchema(let path, let migrations):
      "\(path) was written by a newer Warifu: its schema has \(migrations.map { "'\($0)'" }.joined(separator: ", ")), "
        + "which this version does not know. Run the newer version"
    case .inUse(let path):
      "\(path) is in use by another process. Stop the agent first: systemctl stop warifud"
    case .notAStore(let path):
      "\(path) is no agent's store, or is damaged. Name a file that `warifu backup` wrote"
    case .unreadableRow(let path, let subject, let column):
      "\(path) holds something unreadable about \(subject): \(column). Restore the file from a backup"
    case .failed(let path, let reason):
      "\(path) could not be used: \(reason)"
    }
  }
}
