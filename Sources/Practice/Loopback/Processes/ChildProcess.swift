import Foundation

/// A long-running server started for a test or a lab. It ends with `stop()`, when the last reference goes, or when this
/// process ends.
package final class ChildProcess: Sendable {
  package let name: String
  package let processIdentifier: Int32
  /// The file that holds what it wrote, to at most `outputLimit` octets.
  package let outputPath: String
  private let state: ChildState

  package static let outputLimit = 8 << 20

  /// Starts a program (a name or a path) with its output going to the file `outputPath`, which is made anew.
  ///
  /// - Parameters:
  ///   - environment: all its variables; `nil` for ours.
  ///   - conversation: a descriptor of ours that it has as 3 and 4, for programs that take commands there; stays open here.
  package init(
    _ program: String, _ arguments: [String], environment: [String: String]? = nil, folder: String? = nil,
    outputPath: String, conversation: Int32? = nil
  ) throws(ProcessError) {
    let path = try Program.path(of: program)
    let file = open(outputPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw .notStarted(program: path, reason: "\(outputPath): \(String(cString: strerror(errno)))")
    }
    let pipe: ChildPipe
    do { pipe = try ChildPipe(for: path) } catch {
      close(file)
      throw error
    }
    let spawn = Spawn(
      path: path, arguments: arguments, environment: environment, folder: folder, standardInput: nil,
      standardOutput: pipe.writing, standardError: pipe.writing, conversation: conversation)
    let started = Result { () throws(ProcessError) in try spawn.start() }
    close(pipe.writing)
    switch started {
    case .success(let identifier): processIdentifier = identifier
    case .failure(let error):
      close(file)
      close(pipe.reading)
      throw error
    }
    name = program
    self.outputPath = outputPath
    let state = ChildState(process: processIdentifier, outputFile: file)
    self.state = state
    ChildRegistry.shared.add(processIdentifier)
    drain(pipe.reading, piece: { state.write($0) }, end: { state.outputEnded() })
    reap(processIdentifier) { [processIdentifier] status in
      ChildRegistry.shared.remove(processIdentifier)
      state.ended(status)
    }
  }

  package var isRunning: Bool { state.status == nil }

  /// Waits for its end.
  package func exitStatus() async -> ExitStatus { await state.exitStatus() }

  /// Asks `probe` every few milliseconds until it says yes. A process that ends meanwhile, or a deadline that passes, is an
  /// error with the last lines of its output.
  package func waitUntilReady(
    deadline: Duration = .seconds(15), _ probe: @Sendable () async -> Bool
  ) async throws(ProcessError) {
    let end = ContinuousClock.now + deadline
    while true {
      if let status = state.status {
        throw .endedEarly(program: name, status: status, output: lastLines())
      }
      if await probe() { return }
      if ContinuousClock.now >= end || Task.isCancelled { throw .notReady(program: name, output: lastLines()) }
      try? await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Sends SIGTERM, and after the grace SIGKILL to its whole group; answers when it has ended.
  package func stop(grace: Duration = .seconds(3)) async {
    state.signal(SIGTERM)
    let state = state
    let killer = Task {
      try await Task.sleep(for: grace)
      state.signal(SIGKILL)
    }
    _ = await state.exitStatus()
    killer.cancel()
  }

  /// Sends a signal, if it still runs: SIGSTOP and SIGCONT make a server deaf for a while, SIGKILL is a crash.
  package func signal(_ number: Int32) { state.signal(number) }

  /// The last lines it wrote.
  package func lastLines(_ count: Int = 12) -> String {
    let data = FileManager.default.contents(atPath: outputPath) ?? Data()
    return String(decoding: data.suffix(16384), as: UTF8.self).split(separator: "\n").suffix(count)
      .joined(separator: "\n")
  }

  deinit { state.signal(SIGKILL) }
}
