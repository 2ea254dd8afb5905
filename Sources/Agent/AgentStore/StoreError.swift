/// Why the store could not be opened, read or written.
package enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Others than its owner may get at the folder or the file.
  case exposed(path: String, mode: String)
  case notOurs(path: String)
  /// It was written by a newer Warifu; the migrations unknown here.
  case newerSchema(path: String, migrations: [String])
  /// Another process has it open.
  case open(path: String)
  /// Not an agent's store, or a damaged one.
  case notAStore(path: String)
  case unreadableRow(path: String, subject: String, column: String)
  /// This agent's lease, or its right to work on the subject, has ended, so the shared store refused what it wrote.
  case fenced(path: String, subject: String)
  /// Agents work on the shared store, or it is being moved; who.
  case inUse(path: String, by: [String])
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
    case .open(let path):
      "\(path) is in use by another process. Stop the agent first: systemctl stop warifud"
    case .notAStore(let path):
      "\(path) is no agent's store, or is damaged. Name a file that `warifu backup` wrote"
    case .unreadableRow(let path, let subject, let column):
      "\(path) holds something unreadable about \(subject): \(column). Restore it from a backup"
    case .fenced(let path, let subject):
      "what this agent wrote about \(subject) was refused by \(path), and changed nothing: its lease had ended while it was "
        + "paused or cut off, and another agent may do the work now"
    case .inUse(let path, let users):
      "\(path) is in use by \(users.joined(separator: ", ")). Stop that first"
    case .failed(let path, let reason):
      "\(path) could not be used: \(reason)"
    }
  }
}
