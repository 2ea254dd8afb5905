import Foundation

/// Who may get at a file or a folder; of a symbolic link, at the link itself.
package struct FileAccess: Hashable, Sendable {
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    package let path: String
    package let reason: String

    package var description: String { "\(self.path): \(self.reason)" }
  }

  /// The twelve bits of the mode.
  package let mode: UInt32
  /// The user's number.
  package let owner: UInt32

  /// Whether the group or others may do anything with it.
  package var isOpenToOthers: Bool { self.mode & 0o077 != 0 }
  /// Whether it belongs to the user whom this process acts for.
  package var isOwn: Bool { self.owner == Self.user }

  /// The number of the user whom this process acts for.
  package static var user: UInt32 { geteuid() }

  /// - Returns: nil where there is no such file.
  /// - Throws: ``Failure`` when that cannot be told, such as for a file in a folder that may not be entered.
  package static func of(_ path: String) throws(Failure) -> FileAccess? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw Failure(path: path, reason: systemReason()) }
      return nil
    }
    return FileAccess(mode: UInt32(status.st_mode) & 0o7777, owner: UInt32(status.st_uid))
  }
}
