import Testing

@testable import Loopback

@Suite("Commands run to their end", .timeLimit(.minutes(1))) struct CommandTests {
  @Test("Input goes in, output and errors come out apart, with the status")
  func streams() async throws {
    let result = try await Command.run("sh", ["-c", "cat; echo bad >&2; exit 7"], input: Array("good".utf8))
    #expect(result.output == "good")
    #expect(result.errors == "bad\n")
    #expect(result.status == .exited(7))
  }

  @Test("Much input and output at once does not stall")
  func large() async throws {
    let input = [UInt8](repeating: 0x61, count: 3 << 20)
    #expect(try await Command.run("cat", input: input).output.utf8.count == input.count)
  }

  @Test("A program that reads no input does not harm us")
  func unread() async throws {
    #expect(try await Command.run("true", input: [UInt8](repeating: 0, count: 1 << 20)).status.isSuccess)
  }

  @Test("The deadline and cancellation kill it")
  func killed() async throws {
    #expect(try await Command.run("sleep", ["1000"], deadline: .milliseconds(50)).status == .signalled(9))
    let task = Task { try await Command.run("sleep", ["1000"]) }
    task.cancel()
    #expect(try await task.value.status == .signalled(9))
  }

  @Test("Success demanded and not had is an error with the output")
  func demanded() async throws {
    let error = await #expect(throws: ProcessError.self) {
      try await Command.succeed("sh", ["-c", "echo no >&2; exit 1"])
    }
    #expect(error == .failed(program: "sh", status: .exited(1), output: "no\n"))
  }
}
