import Foundation

/// Runs a program to its end.
package enum Command {
  /// What a program answered. Output is bounded to `Command.outputLimit` octets each; the rest is dropped.
  package struct Result: Sendable {
    package let status: ExitStatus
    package let output: String
    package let errors: String
  }

  package static let outputLimit = 16 << 20

  /// Starts `program` (a name or a path), writes `input` to its standard input, and waits for it and its output to end.
  /// Cancelling the task, or the deadline, kills it; the status then is `.signalled(9)`.
  package static func run(
    _ program: String, _ arguments: [String] = [], input: [UInt8] = [], environment: [String: String]? = nil,
    folder: String? = nil, deadline: Duration = .seconds(60)
  ) async throws(ProcessError) -> Result {
    let path = try Program.path(of: program)
    let (stdin, stdout, stderr) = (try ChildPipe(for: path), try ChildPipe(for: path), try ChildPipe(for: path))
    let spawn = Spawn(
      path: path, arguments: arguments, environment: environment, folder: folder, standardInput: stdin.reading,
      standardOutput: stdout.writing, standardError: stderr.writing)
    let started = Swift.Result { () throws(ProcessError) in try spawn.start() }
    [stdin.reading, stdout.writing, stderr.writing].forEach { close($0) }
    let process: pid_t
    switch started {
    case .success(let identifier): process = identifier
    case .failure(let error):
      [stdin.writing, stdout.reading, stderr.reading].forEach { close($0) }
      throw error
    }
    feed(input, to: stdin.writing)
    let state = RunningCommand(process: process)
    let timer = Task {
      try await Task.sleep(for: deadline)
      state.kill()
    }
    defer { timer.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.begin(continuation)
        drain(stdout.reading, piece: { state.addOutput($0) }, end: { state.partEnded(nil) })
        drain(stderr.reading, piece: { state.addErrors($0) }, end: { state.partEnded(nil) })
        reap(process) { state.partEnded($0) }
      }
    } onCancel: {
      state.kill()
    }
  }

  /// As `run`, but anything except exit status 0 is an error; answers the standard output.
  @discardableResult
  package static func succeed(
    _ program: String, _ arguments: [String] = [], input: [UInt8] = [], environment: [String: String]? = nil,
    folder: String? = nil
  ) async throws(ProcessError) -> String {
    let result = try await run(program, arguments, input: input, environment: environment, folder: folder)
    guard result.status.isSuccess else {
      throw .failed(program: program, status: result.status, output: result.errors + result.output)
    }
    return result.output
  }

  private static func feed(_ input: [UInt8], to descriptor: Int32) {
    guard !input.isEmpty else {
      close(descriptor)
      return
    }
    Thread.detachNewThread {
      // A program that ends without reading must not end us: SIGPIPE is blocked on this thread only.
      var pipeSignal = sigset_t()
      sigemptyset(&pipeSignal)
      sigaddset(&pipeSignal, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &pipeSignal, nil)
      var rest = input[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          break
        }
      }
      close(descriptor)
    }
  }
}
