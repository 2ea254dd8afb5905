import ArgumentParser
import Foundation

struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Print the script that completes this program's arguments in a shell.",
    discussion: """
        warifu completion bash > /etc/bash_completion.d/warifu
        warifu completion zsh > /usr/share/zsh/vendor-completions/_warifu
        warifu completion fish > ~/.config/fish/completions/warifu.fish
      """)

  @Argument(help: ArgumentHelp("bash, zsh or fish.", valueName: "shell"), completion: .list(["bash", "zsh", "fish"]))
  var shell: String

  func validate() throws {
    guard CompletionShell(rawValue: self.shell) != nil else {
      throw ValidationError("'\(self.shell)' is not known here; there are bash, zsh and fish.")
    }
  }

  func run() throws {
    guard let shell = CompletionShell(rawValue: self.shell) else { return }
    do throws(Complaint) {
      try FileHandle.standardOutput.deliver(Warifu.completionScript(for: shell) + "\n")
    } catch {
      OutputOptions.say(error)
      throw ArgumentParser.ExitCode(error.outcome.rawValue)
    }
  }
}
