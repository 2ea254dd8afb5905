import Foundation

/// A pipe whose ends no other child inherits.
struct ChildPipe {
  let reading: Int32
  let writing: Int32

  init(for program: String) throws(ProcessError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
      throw .notStarted(program: program, reason: String(cString: strerror(errno)))
    }
    ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }
}

/// Reads a descriptor to its end on a thread of its own, gives every piece to `piece`, closes it, then calls `end`.
func drain(
  _ descriptor: Int32, piece: @escaping @Sendable (ArraySlice<UInt8>) -> Void, end: @escaping @Sendable () -> Void
) {
  Thread.detachNewThread {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 {
        piece(buffer[..<count])
      } else if count == 0 || errno != EINTR {
        break
      }
    }
    close(descriptor)
    end()
  }
}

/// Waits for the end of a child on a thread of its own.
func reap(_ process: pid_t, ended: @escaping @Sendable (ExitStatus) -> Void) {
  Thread.detachNewThread {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    ended(ExitStatus(waitStatus: status))
  }
}
