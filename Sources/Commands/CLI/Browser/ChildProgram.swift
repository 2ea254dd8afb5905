import Foundation

/// A program that is started, told something, and listened to for a while.
struct ChildProgram: Sendable {
  enum Outcome: Hashable, Sendable {
    /// It said enough; it was ended.
    case enough([UInt8])
    /// It ended by itself.
    case ended([UInt8], errors: String)
    /// The time was over; it was ended.
    case silent([UInt8])
    case notStarted(String)
  }

  /// No more is kept of what it says.
  private static let maximumOctets = 1 << 20

  let path: String
  let arguments: [String]
  /// Written to its standard input, which stays open; shorter than a pipe holds.
  var input: [UInt8] = []

  /// - Parameter isEnough: whether nothing more needs to be heard.
  func exchange(within limit: Duration, until isEnough: @escaping @Sendable ([UInt8]) -> Bool) async -> Outcome {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: self.run(limit, isEnough)) }
    }
  }

  private func run(_ limit: Duration, _ isEnough: ([UInt8]) -> Bool) -> Outcome {
    // A program that ends without reading must not end us: SIGPIPE is blocked on this thread only.
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipeSignal, nil)
    let process = Process()
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: self.path)
    process.arguments = self.arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      return .notStarted(error.localizedDescription)
    }
    defer {
      try? input.fileHandleForWriting.close()
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
    }
    if !self.input.isEmpty {
      _ = self.input.withUnsafeBytes { write(input.fileHandleForWriting.fileDescriptor, $0.baseAddress, $0.count) }
    }
    return self.listen(
      output.fileHandleForReading.fileDescriptor, errors.fileHandleForReading.fileDescriptor,
      until: ContinuousClock.now + limit, isEnough)
  }

  private func listen(
    _ output: Int32, _ errors: Int32, until end: ContinuousClock.Instant, _ isEnough: ([UInt8]) -> Bool
  ) -> Outcome {
    var said: [UInt8] = []
    var complained: [UInt8] = []
    var open = [output, errors]
    while !open.isEmpty {
      let left = (end - ContinuousClock.now) / .milliseconds(1)
      guard left > 0 else { return .silent(said) }
      var waiting = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      guard poll(&waiting, nfds_t(waiting.count), Int32(left.rounded(.up))) > 0 else { continue }
      for ready in waiting where ready.revents != 0 {
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = piece.withUnsafeMutableBytes { read(ready.fd, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        if count <= 0 {
          open.removeAll { $0 == ready.fd }
        } else if ready.fd == errors {
          complained += piece.prefix(min(count, Self.maximumOctets - complained.count))
        } else {
          said += piece.prefix(min(count, Self.maximumOctets - said.count))
          if isEnough(said) { return .enough(said) }
        }
      }
    }
    return .ended(said, errors: String(decoding: complained, as: UTF8.self))
  }
}
