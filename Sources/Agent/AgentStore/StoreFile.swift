import Foundation

/// The file under a store: its owner's alone, in a folder that is its owner's alone.
struct StoreFile {
  let path: String

  /// Makes the folder (0700) and the file (0600) where they are missing; looks at who may get at them where not.
  func prepare() throws(StoreError) {
    let folder = URL(fileURLWithPath: self.path).deletingLastPathComponent().path
    try self.make(folder)
    try Self.check(folder)
    let descriptor = open(self.path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .failed(path: self.path, reason: Self.reason(errno)) }
    close(descriptor)
    try Self.check(self.path)
  }

  private func make(_ folder: String) throws(StoreError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .failed(path: folder, reason: "the folder could not be made (\(error.localizedDescription))")
    }
  }

  private static func check(_ path: String) throws(StoreError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .failed(path: path, reason: self.reason(errno)) }
    guard status.st_uid == geteuid() else { throw .notOurs(path: path) }
    guard status.st_mode & 0o077 == 0 else {
      throw .exposed(path: path, mode: "0" + String(status.st_mode & 0o777, radix: 8))
    }
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
