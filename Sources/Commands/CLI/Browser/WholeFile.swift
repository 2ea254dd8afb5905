import Foundation

/// Writes files so that nobody ever sees half of one.
enum WholeFile {
  /// - Parameter mode: the file's mode, whatever the process masks.
  static func write(_ text: String, to path: String, mode: mode_t) throws(Complaint) {
    let made = "\(path).\(getpid()).new"
    let descriptor = open(made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw self.complaint(path) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    let isWritten = rest.isEmpty && fchmod(descriptor, mode) == 0
    let complaint = self.complaint(path)
    close(descriptor)
    guard isWritten else {
      unlink(made)
      throw complaint
    }
    guard rename(made, path) == 0 else {
      let complaint = self.complaint(path)
      unlink(made)
      throw complaint
    }
  }

  private static func complaint(_ path: String) -> Complaint {
    Complaint(
      .failed, code: "file", subject: path, message: "\(path) cannot be written: \(String(cString: strerror(errno)))",
      next: "Look who owns its folder, and whether there is room.")
  }
}
