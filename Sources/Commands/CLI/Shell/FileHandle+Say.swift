import Foundation

extension FileHandle {
  /// Writes text for whoever reads. A reader that has gone, as `head` does, is no reason to break off what is being done.
  func say(_ text: String) {
    try? self.write(contentsOf: Data(text.utf8))
  }

  /// Writes a result. A reader that has gone has had enough of it; where it cannot be kept, as on a full disk, somebody would
  /// take a part for the whole.
  func deliver(_ text: String) throws(Complaint) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(self.fileDescriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
        continue
      }
      let fault = errno
      if fault == EINTR { continue }
      if fault == EAGAIN {
        // Whoever shares the pipe or terminal has made it so that nobody waits for it.
        var wish = pollfd(fd: self.fileDescriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wish, 1, -1)
        continue
      }
      if fault == EPIPE { return }
      throw Complaint(
        .unknown, code: "standardOutput", subject: "standard output",
        message: "the result cannot be written: \(String(cString: strerror(fault)))",
        next: "See where standard output goes.")
    }
  }
}
