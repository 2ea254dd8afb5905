import Foundation
import Testing

@testable import Loopback

@Suite("Child processes", .timeLimit(.minutes(1))) struct ChildProcessTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func shell(_ script: String) throws -> ChildProcess {
    try ChildProcess("sh", ["-c", script], outputPath: folder.file("output"))
  }

  private func exists(_ process: Int32) -> Bool { kill(process, 0) == 0 }

  private func waitUntil(_ condition: () -> Bool) async throws {
    while !condition() { try await Task.sleep(for: .milliseconds(5)) }
  }

  @Test("A stopped process is gone, and its children with it")
  func stop() async throws {
    let process = try shell("sleep 1000 & echo $!; wait")
    try await process.waitUntilReady { process.lastLines().isEmpty == false }
    let grandchild = try #require(Int32(process.lastLines()))
    await process.stop()
    #expect(!process.isRunning)
    #expect(!exists(process.processIdentifier))
    try await waitUntil { !exists(grandchild) }
  }

  @Test("A process that ignores SIGTERM is killed after the grace")
  func stubborn() async throws {
    let process = try shell("trap '' TERM; echo ready; while :; do sleep 0.05; done")
    try await process.waitUntilReady { process.lastLines() == "ready" }
    await process.stop(grace: .milliseconds(100))
    #expect(await process.exitStatus() == .signalled(SIGKILL))
  }

  @Test("A process ends with its last reference")
  func dropped() async throws {
    var process: ChildProcess? = try ChildProcess("sleep", ["1000"], outputPath: folder.file("output"))
    let identifier = try #require(process?.processIdentifier)
    #expect(exists(identifier))
    process = nil
    try await waitUntil { !exists(identifier) }
  }

  @Test("A process that ends before it is ready is an error that shows its last words")
  func endsEarly() async throws {
    let process = try shell("echo all is lost >&2; exit 3")
    let error = await #expect(throws: ProcessError.self) { try await process.waitUntilReady { false } }
    #expect(error == .endedEarly(program: "sh", status: .exited(3), output: "all is lost"))
  }

  @Test("A process that does not become ready is an error that shows what it said")
  func neverReady() async throws {
    let process = try shell("echo still thinking; sleep 1000")
    try await process.waitUntilReady { !process.lastLines().isEmpty }
    let error = await #expect(throws: ProcessError.self) {
      try await process.waitUntilReady(deadline: .milliseconds(50)) { false }
    }
    #expect(error == .notReady(program: "sh", output: "still thinking"))
    await process.stop()
  }

  @Test("A program that is not installed is named")
  func missing() {
    let error = #expect(throws: ProcessError.self) {
      try ChildProcess("no-such-daemon", [], outputPath: folder.file("output"))
    }
    #expect("\(error, default: "")".hasPrefix("no-such-daemon is not installed"))
  }

  @Test("Output is kept to a limit, and the process goes on")
  func bounded() async throws {
    let process = try ChildProcess("yes", [], outputPath: folder.file("output"))
    func size() -> Int {
      (try? FileManager.default.attributesOfItem(atPath: folder.file("output"))[.size] as? Int) ?? 0
    }
    try await waitUntil { size() >= ChildProcess.outputLimit }
    #expect(size() == ChildProcess.outputLimit)
    #expect(process.isRunning)
    await process.stop()
  }

  @Test("It gets the folder and the environment it was given, default signals, and no descriptor of ours")
  func surroundings() async throws {
    signal(SIGUSR1, SIG_IGN)
    let open = open("/dev/null", O_RDONLY)
    defer { close(open) }
    let script = "pwd; echo $COLOUR; ls /proc/self/fd | tr '\\n' ' '; kill -USR1 $$"
    let result = try await Command.run("sh", ["-c", script], environment: ["COLOUR": "red"], folder: "/usr/share")
    // 3 is the folder that `ls` itself reads.
    #expect(result.output == "/usr/share\nred\n0 1 2 3 ")
    #expect(result.status == .signalled(SIGUSR1))
  }

  @Test("A process does not survive ours, even if ours is killed")
  func deathOfParent() async throws {
    let note = folder.file("note")
    await #expect(processExitsWith: .signal(SIGKILL)) { [note = note as String] in
      let child = try ChildProcess("sleep", ["1000"], outputPath: "\(note).output")
      try "\(child.processIdentifier)".write(toFile: note, atomically: true, encoding: .utf8)
      kill(getpid(), SIGKILL)
    }
    let identifier = try #require(Int32(try String(contentsOfFile: note, encoding: .utf8)))
    try await waitUntil { !exists(identifier) }
  }

  @Test("Ctrl-C ends the children and removes the folders that asked for it")
  func interrupt() async throws {
    let note = folder.file("note")
    await #expect(processExitsWith: .signal(SIGINT)) { [note = note as String] in
      let kept = try TemporaryFolder(removedOnInterrupt: true)
      let child = try ChildProcess("sleep", ["1000"], outputPath: kept.file("output"))
      try "\(child.processIdentifier) \(kept.path)".write(toFile: note, atomically: true, encoding: .utf8)
      kill(getpid(), SIGINT)
      try await Task.sleep(for: .seconds(30))
    }
    let words = try String(contentsOfFile: note, encoding: .utf8).split(separator: " ")
    #expect(!FileManager.default.fileExists(atPath: String(words[1])))
    let identifier = try #require(Int32(words[0]))
    try await waitUntil { !exists(identifier) }
  }
}
